"""Syntax trees of Python and TypeScript, in which formatting makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from headstart.core.errors import WorkspaceError

if TYPE_CHECKING:
    from ast_grep_py import SgNode

LANGUAGES = {".py": "python", ".ts": "tsx", ".tsx": "tsx"}
CLOSING = {")", "]", "}"}
STRINGS = {"string", "template_string"}


@dataclass(frozen=True, eq=False)
class Node:
    """A part of a text: its kind, its position, and its parts including punctuation."""

    kind: str
    start: int
    end: int
    text: str
    is_named: bool
    children: tuple[Node, ...]

    @property
    def items(self) -> list[Node]:
        """The parts without punctuation."""
        return [child for child in self.children if child.is_named]

    @property
    def parts(self) -> list[Node]:
        """The items that can be added and removed."""
        return self.items[1:] if self.kind == "import_from_statement" else self.items

    @property
    def is_comment(self) -> bool:
        """Whether this is a comment."""
        return self.kind == "comment"

    def leaves(self) -> Iterator[Node]:
        """Yield the parts that have no parts."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words and symbols without those that formatters add or remove."""
        if self.kind in STRINGS:
            return (_with_double_quotes(self.text),)
        if not self.children:
            return (self.text,)
        skipped = {"(", ")", ";"} if self.kind == "import_from_statement" else {";"}
        following = (*self.children[1:], None)
        return tuple(
            token
            for child, after in zip(self.children, following, strict=True)
            if child.text not in skipped
            and not (child.text == "," and (after is None or after.text in CLOSING))
            for token in child.tokens
        )


def parse(text: str, suffix: str) -> Node:
    """Return the tree of a file.

    Raises:
        WorkspaceError: the text is not valid.
    """
    from ast_grep_py import SgRoot  # noqa: PLC0415 -- slow to import

    root = SgRoot(text, LANGUAGES[suffix]).root()
    if (error := root.find(kind="ERROR")) is not None:
        msg = f"line {error.range().start.line + 1} is not valid"
        raise WorkspaceError(msg)
    return _convert(root, text)


def _convert(node: SgNode, text: str) -> Node:
    span = node.range()
    start, end = span.start.index, span.end.index
    children = [] if node.kind() in STRINGS else node.children()
    if node.kind() == "parenthesized_expression" and len(children) == len("(x)"):
        return _convert(children[1], text)
    parts = [
        _convert(child, text) for child in children if child.kind() != "jsx_text" or child.text().strip()
    ]
    return Node(node.kind(), start, end, text[start:end], node.is_named(), tuple(parts))


def _with_double_quotes(text: str) -> str:
    return f'"{text[1:-1]}"' if text.startswith("'") and '"' not in text else text
