"""Tracing of functions that run, files read, folders listed, and programs started."""

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
from headstart.testing.affected.files import ROOT, is_project_file

PREFIX = f"{ROOT}/"
LOADER = "<frozen importlib"
REWRITER = "/_pytest/assertion/"
# They maintain templates for many runs. A test does not depend on them just because it happens to run first.
UPKEEP = {(worker_databases.__file__, name) for name in ("build", "_drop_leftovers")}
WRITE_MODES = ("w", "a", "x")
# Programs that read no files of the project but those in their arguments.
KNOWN_PROGRAMS = {
    *("initdb", "postgres", "psql", "pg_dump", "pg_ctl", "pg_restore"),
    *("cp", "git", "id", "ps", "uname"),
}
TOOL = 4  # an ID of sys.monitoring without a predefined use
ALL = ("backend/**", "workspace/**", "infra/**", "tasks.py", "inv", "pyproject.toml", "poetry.lock")


class Usage:
    """The functions, and the other dependencies, used while something ran."""

    def __init__(self) -> None:
        self.functions: set[CodeType] = set()
        self.others: set[str] = set()

    def dependencies(self) -> set[str]:
        """Return all dependencies, functions as ``path::function``."""
        return self.others | {name for code in self.functions if (name := _function(code))}


class Tracer:
    """Adds everything that runs to ``usage``, which can be exchanged."""

    def __init__(self) -> None:
        self.usage = Usage()

    def start(self) -> None:
        """Start tracing, until the process exits."""
        sys.addaudithook(self._on_audit)
        if sys.version_info >= (3, 12):
            monitoring = sys.monitoring
            monitoring.use_tool_id(TOOL, "affected tests")
            monitoring.register_callback(TOOL, monitoring.events.PY_START, self._on_start)
            monitoring.set_events(TOOL, monitoring.events.PY_START)
        else:
            threading.settrace(self._on_call)
            sys.settrace(self._on_call)

    def exchange(self, usage: Usage) -> Usage:
        """Add to ``usage`` from now on; return the previous one."""
        previous, self.usage = self.usage, usage
        if sys.version_info >= (3, 12):
            sys.monitoring.restart_events()
        return previous

    def _on_call(self, frame: FrameType, _event: str, _arg: object) -> None:
        self.usage.functions.add(frame.f_code)

    def _on_start(self, code: CodeType, _offset: int) -> object:
        self.usage.functions.add(code)
        return sys.monitoring.DISABLE  # type: ignore[attr-defined,unused-ignore] # until the next exchange

    def _on_audit(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            self._on_open(*args)
        elif event in {"os.listdir", "os.scandir"}:
            folder = _project_path(args[0] or ".")
            if folder is not None and not (_is_loading() or _is_upkeep()):
                self.usage.others.add(f"{folder}/")
        elif event == "subprocess.Popen" and not _is_upkeep():
            command = args[1] if isinstance(args[1], Sequence) else [args[0]]
            self.usage.others |= program_dependencies(
                [_text(arg) for arg in command], _project_path(args[2] or ".")
            )

    def _on_open(self, path: object, mode: object, _flags: object) -> None:
        name = None if str(mode).startswith(WRITE_MODES) else _project_path(path)
        if name and not (name.endswith(".py") and _is_loading()) and not _is_upkeep():
            self.usage.others.add(name)


def program_dependencies(command: list[str], folder: str | None) -> set[str]:
    """Return the possible dependencies of a program.

    Args:
        command: its path and its arguments.
        folder: its working directory, if that is a folder of the project.
    """
    name = command[0].rpartition("/")[2]
    if name in KNOWN_PROGRAMS or (folder is None and not any(arg.startswith(PREFIX) for arg in command[1:])):
        return set()
    if name.startswith("python") and "-m" in command[:-1]:
        module = command[command.index("-m") + 1]
        if module == "alembic":
            return {"backend/migrations/**", *imports.closure(["backend/migrations/env.py"])}
        if loaded := imports.modules(module) | imports.modules(f"{module}.__main__"):
            return imports.closure(loaded)
    return {f"{folder}/**"} if folder and folder != "." else set(ALL)


@cache
def _function(code: CodeType) -> str | None:
    path = None if code.co_filename.startswith("<") else _project_path(code.co_filename)
    if path is None:
        return None
    # Code that is not of a function is of a module or a class.
    return f"{path}::{code.co_qualname.partition('.<locals>')[0] if code.co_flags & CO_OPTIMIZED else ''}"


def _project_path(path: object) -> str | None:
    """Return a path from the root, if it is part of the project."""
    with suppress(TypeError, ValueError, OSError):
        full = os.path.abspath(_text(path))  # noqa: PTH100 - faster than pathlib
        relative = "." if f"{full}/" == PREFIX else full.removeprefix(PREFIX)
        return (
            relative
            if full.startswith(PREFIX[:-1]) and relative != full and is_project_file(relative)
            else None
        )
    return None


def _text(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""


def _is_loading() -> bool:
    """Return whether the import system opens a file, to load a module."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - the only way in an audit hook
    for _ in range(5):
        if frame is None:
            return False
        if frame.f_code.co_filename.startswith(LOADER) or REWRITER in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _is_upkeep() -> bool:
    """Return whether a template of test databases is being maintained."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - as above
    while frame is not None and (frame.f_code.co_filename, frame.f_code.co_name) not in UPKEEP:
        frame = frame.f_back
    return frame is not None
