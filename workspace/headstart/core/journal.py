"""A journal of the files that a command changes, to undo the changes if the command is killed.

It is written before the first change. ``inv`` undoes the changes before it does anything else, with a copy of
this module that is kept next to the journal: the tooling itself may be among the files that are half written.
For the same reason, this module needs only the standard library.
"""

import base64
import fcntl
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

# The open lock of this process. Programs that it starts inherit it: they may still write after it was killed.
inherited_locks: list[int] = []


@dataclass(frozen=True)
class File:
    """A file's content before and after a command; None if there is no file.

    The path is relative to the project. If ``is_generated``, another program writes the file, and its content
    after the command is not known. The content of a symbolic link is its target.
    """

    path: str
    before: bytes | None
    after: bytes | None = None
    mode: int = 0
    is_generated: bool = False


@dataclass(frozen=True)
class Record:
    """What a command is going to change.

    ``moved`` maps folders to the place where they are kept until the command has succeeded; an empty place
    means that there was no such folder. ``database`` is for whoever can undo changes of the database.
    """

    command: str
    files: tuple[File, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    database: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_files(self) -> bool:
        """Whether files are changed or moved."""
        return bool(self.files or self.moved)


class Journal:
    """The journal in a folder, for the files of a project."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder

    @property
    def is_pending(self) -> bool:
        """Whether a command is changing files, or was killed while it did."""
        return self._file.exists()

    @contextmanager
    def lock(self, *, wait: bool) -> Iterator[bool]:
        """Hold the lock of the journal; yield whether that succeeded.

        It is free as soon as the command that wrote the journal and all programs started by it have exited.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            inherited_locks.append(handle.fileno())
            try:
                yield True
            finally:
                inherited_locks.clear()

    def file(self, path: str, after: bytes | None = None, *, is_generated: bool = False) -> File:
        """Return the entry of a file in its current state."""
        file = self.root / path
        mode = file.lstat().st_mode if os.path.lexists(file) else 0
        return File(path, content(file), after, mode, is_generated)

    def write(self, record: Record) -> None:
        """Write the journal, and wait until it is on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if Path(__file__) != self._script:
            shutil.copyfile(__file__, self._script)
        temporary = self._file.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        # For the owner only: the address of a database may have a password.
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(record), file, default=_encode)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._file)
        _sync(self.folder)

    def read(self) -> Record:
        """Return what a command was going to change."""
        values = json.loads(self._file.read_text("utf-8"))
        files = tuple(
            File(**each | {name: _decode(each[name]) for name in ("before", "after")})
            for each in values["files"]
        )
        return Record(**values | {"files": files})

    def undo_files(self) -> list[str]:
        """Restore the files; return those that others changed in the meantime, which are kept.

        The journal is deleted, unless there are changes of a database to undo.
        """
        record = self.read()
        # Deletions first: a folder may be in the place of a file.
        ordered = sorted(record.files, key=lambda each: each.before is not None)
        kept = [each.path for each in ordered if not self._restore(each)]
        for path, kept_at in record.moved.items():
            self._move_back(self.root / path, kept_at)
        if record.database:
            self.write(replace(record, files=(), moved={}))
        else:
            self.forget()
        return kept

    def forget(self) -> None:
        """Delete the journal: the changes are complete, or all of them are undone."""
        self._file.unlink(missing_ok=True)
        _sync(self.folder)

    @property
    def _file(self) -> Path:
        return self.folder / "changes.json"

    @property
    def _script(self) -> Path:
        return self.folder / "undo.py"

    def _restore(self, file: File) -> bool:
        """Restore a file, unless somebody else changed it; return whether it is as before."""
        path = self.root / file.path
        now = content(path)
        if now == file.before and not path.is_dir():
            return True
        if not (file.is_generated or _is_part(now, file.before) or _is_part(now, file.after)):
            return False
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        if file.before is None:
            remove_empty(path.parent, self.root)
            return True
        path.parent.mkdir(parents=True, exist_ok=True)
        if stat.S_ISLNK(file.mode):
            path.symlink_to(os.fsdecode(file.before))
        else:
            path.write_bytes(file.before)
            path.chmod(stat.S_IMODE(file.mode))
        return True

    @staticmethod
    def _move_back(folder: Path, kept_at: str) -> None:
        if kept_at and not Path(kept_at).exists():
            return  # it was not moved yet
        shutil.rmtree(folder, ignore_errors=True)
        if kept_at:
            Path(kept_at).rename(folder)


def describe(record: Record, kept: list[str]) -> str:
    """Return a sentence about files that were restored."""
    parts = [f"{record.command} was interrupted: its changes are undone", *describe_kept(kept)]
    return "; ".join(parts)


def describe_kept(paths: list[str]) -> list[str]:
    """Return a message about files that others changed; none without such files."""
    return [f"changed by others in the meantime and not restored: {', '.join(paths)}"] if paths else []


def remove_empty(folder: Path, root: Path) -> None:
    """Delete a folder and its parents as long as they contain nothing but bytecode of deleted files."""
    while folder != root and folder.is_dir() and not _has_files(folder):
        shutil.rmtree(folder)
        folder = folder.parent


def _has_files(folder: Path) -> bool:
    return any(not path.is_dir() and "__pycache__" not in path.parts for path in folder.rglob("*"))


def content(path: Path) -> bytes | None:
    """Return the content of a file, or the target of a symbolic link; None if there is no file."""
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else None


def _is_part(now: bytes | None, text: bytes | None) -> bool:
    """Return whether a file is missing, or has a content completely or in part."""
    return now is None or (text is not None and text.startswith(now))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)


def main(root: str) -> None:
    """Undo the changes of a command that was killed; do nothing while it still runs."""
    journal = Journal(Path(root), Path(__file__).parent)
    with journal.lock(wait=False) as is_free:
        if is_free and journal.is_pending and (record := journal.read()).has_files:
            sys.stderr.write(f"inv: {describe(record, journal.undo_files())}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
