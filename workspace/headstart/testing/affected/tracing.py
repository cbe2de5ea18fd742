"""Sees what runs: functions, files that are read, folders that are listed, programs that are started."""

import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from inspect import CO_OPTIMIZED
from types import CodeType, FrameType
from typing import Any

from headstart.testing import worker_databases
from headstart.testing.affected import imports
from headstart.testing.affected.files import ROOT, is_ours

TOP = f"{ROOT}/"
LOADER = "<frozen importlib"
REWRITER = "/_pytest/assertion/"
# What they build and drop is for many runs: the tests of the one that does it depend on no more than others.
UPKEEP = {(worker_databases.__file__, name) for name in ("build", "_drop_leftovers")}
WRITING = ("w", "a", "x")
# They read none of the project's files, or are told them by name.
KNOWN_PROGRAMS = {
    *("initdb", "postgres", "psql", "pg_dump", "pg_ctl", "pg_restore"),
    *("cp", "git", "id", "ps", "uname"),
}
TOOL = 4  # one of the numbers that nobody else has taken
ALL = ("backend/**", "workspace/**", "infra/**", "tasks.py", "inv", "pyproject.toml", "poetry.lock")


class Use:
    """What was used while something ran: the codes of functions, and words for everything else."""

    def __init__(self) -> None:
        self.codes: set[CodeType] = set()
        self.words: set[str] = set()

    def all(self) -> set[str]:
        """Return it in words; a function's is ``path::name``."""
        return self.words | {word for code in self.codes if (word := _function(code))}


class Tracer:
    """Adds what runs to ``use``, which its user exchanges."""

    def __init__(self) -> None:
        self.use = Use()

    def start(self) -> None:
        """Begin; there is no end, it is for the life of a process of tests."""
        sys.addaudithook(self._audited)
        if sys.version_info >= (3, 12):
            monitoring = sys.monitoring
            monitoring.use_tool_id(TOOL, "affected tests")
            monitoring.register_callback(TOOL, monitoring.events.PY_START, self._started)
            monitoring.set_events(TOOL, monitoring.events.PY_START)
        else:
            threading.settrace(self._called)
            sys.settrace(self._called)

    def exchange(self, use: Use) -> Use:
        """Add to another one from now on; return the one before."""
        before, self.use = self.use, use
        if sys.version_info >= (3, 12):
            sys.monitoring.restart_events()
        return before

    def _called(self, frame: FrameType, _event: str, _argument: object) -> None:
        self.use.codes.add(frame.f_code)

    def _started(self, code: CodeType, _offset: int) -> object:
        self.use.codes.add(code)
        return sys.monitoring.DISABLE  # type: ignore[attr-defined,unused-ignore] # until the next exchange

    def _audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self._opened(*arguments)
        elif event in {"os.listdir", "os.scandir"}:
            folder = _ours(arguments[0] or ".")
            if folder is not None and not (_is_loading() or _is_upkeep()):
                self.use.words.add(f"{folder}/")
        elif event == "subprocess.Popen" and not _is_upkeep():
            words = arguments[1] if isinstance(arguments[1], Sequence) else [arguments[0]]
            self.use.words |= program([_text(word) for word in words], _ours(arguments[2] or "."))

    def _opened(self, path: object, mode: object, _flags: object) -> None:
        word = None if str(mode).startswith(WRITING) else _ours(path)
        if word and not (word.endswith(".py") and _is_loading()) and not _is_upkeep():
            self.use.words.add(word)


def program(words: list[str], folder: str | None) -> set[str]:
    """Return what a program may use of the project.

    Args:
        words: its own name and its arguments.
        folder: in which of the project's folders it runs, if it does.
    """
    name = words[0].rpartition("/")[2]
    if name in KNOWN_PROGRAMS or (folder is None and not any(word.startswith(TOP) for word in words[1:])):
        return set()
    if name.startswith("python") and "-m" in words[:-1]:
        module = words[words.index("-m") + 1]
        if module == "alembic":
            return {"backend/migrations/**", *imports.closure(["backend/migrations/env.py"])}
        if loaded := imports.modules(module) | imports.modules(f"{module}.__main__"):
            return imports.closure(loaded)
    return {f"{folder}/**"} if folder and folder != "." else set(ALL)


@cache
def _function(code: CodeType) -> str | None:
    path = None if code.co_filename.startswith("<") else _ours(code.co_filename)
    if path is None:
        return None
    # What is no function is a module, or a class in it.
    return f"{path}::{code.co_qualname.partition('.<locals>')[0] if code.co_flags & CO_OPTIMIZED else ''}"


def _ours(path: object) -> str | None:
    """Return a path from the top, if it is one of the project's."""
    with suppress(TypeError, ValueError, OSError):
        full = os.path.abspath(_text(path))  # noqa: PTH100 - a file is opened very often
        relative = "." if f"{full}/" == TOP else full.removeprefix(TOP)
        return relative if full.startswith(TOP[:-1]) and relative != full and is_ours(relative) else None
    return None


def _text(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""


def _is_loading() -> bool:
    """Say whether it is Python that opens a file, to load a module, and not the test, to read it."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - an audit hook has no other way
    for _ in range(5):
        if frame is None:
            return False
        if frame.f_code.co_filename.startswith(LOADER) or REWRITER in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _is_upkeep() -> bool:
    """Say whether it is done for the databases that tests of many runs are given."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - as above
    while frame is not None and (frame.f_code.co_filename, frame.f_code.co_name) not in UPKEEP:
        frame = frame.f_back
    return frame is not None
