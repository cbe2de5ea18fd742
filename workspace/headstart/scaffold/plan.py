"""The changes that a command is going to make, as data that can be shown, compared and carried out."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from headstart.migrations.comparison.instructions import NO_INSTRUCTIONS, Instructions


@dataclass(frozen=True)
class Change:
    """A file's text before and after, by its path in the project; None where there is no file."""

    path: str
    before: str | None
    after: str | None

    @property
    def verb(self) -> str:
        """What happens to the file."""
        if self.before is None:
            return "write"
        return "delete" if self.after is None else "change"


@dataclass(frozen=True)
class Plan:
    """Changes of files, with the message of the migration to write or the path of the migration to revert.

    ``instructions`` are for the writer of the migration. ``lint_exceptions`` are the rules of squawk that it
    may break, each with the reason. If ``is_destructive``, the migration deletes data.
    """

    changes: tuple[Change, ...]
    migration_message: str | None = None
    reverted_migration: str | None = None
    instructions: Instructions = NO_INSTRUCTIONS
    lint_exceptions: Mapping[str, str] = field(default_factory=dict)
    is_destructive: bool = False

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        for change in self.changes:
            before, after = ((text or "").splitlines() for text in (change.before, change.after))
            old_name = "/dev/null" if change.before is None else f"a/{change.path}"
            new_name = "/dev/null" if change.after is None else f"b/{change.path}"
            yield from difflib.unified_diff(before, after, old_name, new_name, lineterm="")


def read(root: Path, path: str) -> str | None:
    """Return a file's text, or None where there is no file."""
    file = root / path
    return file.read_text("utf-8") if file.exists() else None


def with_line(text: str, line: str, prefix: str) -> str:
    """Return a text with one more line, in sorted order among the lines with a prefix."""
    lines = text.splitlines()
    if line in lines:
        return text
    similar = [number for number, other in enumerate(lines) if other.startswith(prefix)]
    smaller = [number for number in similar if lines[number] < line]
    position = smaller[-1] + 1 if smaller else min(similar, default=len(lines))
    return "\n".join([*lines[:position], line, *lines[position:]]) + "\n"


def without_line(text: str, prefix: str) -> str:
    """Return a text without the lines that start with a prefix."""
    return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith(prefix))
