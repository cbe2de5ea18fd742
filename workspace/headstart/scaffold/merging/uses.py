"""Renames the uses of a field in handwritten code."""

from collections.abc import Iterator
from dataclasses import dataclass

from headstart.scaffold.merging.renames import Renames
from headstart.scaffold.merging.syntax import Node, parse

# Where a name is an attribute, and not a variable: the kind of the node, and the number of its part.
ATTRIBUTES = {"attribute": -1, "keyword_argument": 0, "member_expression": -1, "subscript": -1, "pair": 0}
IDENTIFIERS = {"identifier", "type_identifier"}
QUOTES = "\"'"


def rename_uses(text: str, suffix: str, generated: str, renames: Renames) -> str:
    """Return a text in which attributes and constants have their new names.

    Args:
        text: the text of a file, in which the generated code is renamed already.
        suffix: the ending of the file's name.
        generated: what is generated for the file. A name that it still uses, in the same way, is another one.
        renames: the names.
    """
    kept = {use.key for use in _uses(parse(generated, suffix), renames)}
    for use in sorted(_uses(parse(text, suffix), renames), key=lambda use: -use.node.start):
        if use.key not in kept:
            node = use.node
            text = text[: node.start] + node.text.replace(use.old, use.new) + text[node.end :]
    return text


@dataclass(frozen=True)
class _Use:
    """A node with an old name, the new name, and the kind of the node around it."""

    node: Node
    new: str
    kind: str

    @property
    def old(self) -> str:
        return self.node.text.strip(QUOTES)

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.old


def _uses(node: Node, renames: Renames) -> Iterator[_Use]:
    attributes, constants = dict(renames.attributes), dict(renames.constants)
    if node.kind in ATTRIBUTES and node.items:
        name = node.items[ATTRIBUTES[node.kind]]
        if new := attributes.get(name.text.strip(QUOTES)):
            yield _Use(name, new, node.kind)
    if node.kind in IDENTIFIERS and (new := constants.get(node.text)):
        yield _Use(node, new, node.kind)
    for child in node.children:
        yield from _uses(child, renames)
