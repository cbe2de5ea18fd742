"""What a command is going to do, as data: it can be shown, compared and carried out."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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
    """The changes of files, and the migration that they need, if any: one to write, or one to take back."""

    changes: tuple[Change, ...]
    migration: str | None = None
    taken_back: str | None = None

    @property
    def deletes(self) -> bool:
        """Whether files go, and data with them."""
        return any(change.after is None for change in self.changes)

    def diff(self) -> Iterator[str]:
        """Yield the lines of the difference that it makes."""
        for change in self.changes:
            before, after = ((text or "").splitlines() for text in (change.before, change.after))
            one = "/dev/null" if change.before is None else f"a/{change.path}"
            other = "/dev/null" if change.after is None else f"b/{change.path}"
            yield from difflib.unified_diff(before, after, one, other, lineterm="")


def read(root: Path, path: str) -> str | None:
    """Return a file's text, or None where there is no file."""
    file = root / path
    return file.read_text("utf-8") if file.exists() else None


def with_line(text: str, line: str, prefix: str) -> str:
    """Return a text with one more line, at its place among those with a prefix, which are sorted."""
    lines = text.splitlines()
    if line in lines:
        return text
    alike = [number for number, other in enumerate(lines) if other.startswith(prefix)]
    after = [number for number in alike if lines[number] < line]
    place = after[-1] + 1 if after else min(alike, default=len(lines))
    return "\n".join([*lines[:place], line, *lines[place:]]) + "\n"


def without_line(text: str, begin: str) -> str:
    """Return a text without the lines that begin so."""
    return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith(begin))
