"""Renames the uses of a field in handwritten code."""

from collections.abc import Iterator

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
        generated: what is generated for the file. A name that it uses means something else there.
        renames: the names.
    """
    kept = {node.text.strip(QUOTES) for node, _ in _names(parse(generated, suffix), renames)}
    for node, new in sorted(_names(parse(text, suffix), renames), key=lambda pair: -pair[0].start):
        old = node.text.strip(QUOTES)
        if old not in kept:
            text = text[: node.start] + node.text.replace(old, new) + text[node.end :]
    return text


def _names(node: Node, renames: Renames) -> Iterator[tuple[Node, str]]:
    """Yield the nodes with an old name, and the new name."""
    attributes, constants = dict(renames.attributes), dict(renames.constants)
    if node.kind in ATTRIBUTES and node.items:
        name = node.items[ATTRIBUTES[node.kind]]
        if new := attributes.get(name.text.strip(QUOTES)):
            yield name, new
    if node.kind in IDENTIFIERS and (new := constants.get(node.text)):
        yield node, new
    for child in node.children:
        yield from _names(child, renames)
