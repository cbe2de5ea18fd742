"""The files of the project, with a digest for each part of a file that can change independently."""

import ast
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project

ROOT = project.ROOT
# Folders of tools and servers, whose changes are ignored.
IGNORED = {
    *(".git", ".venv", ".workspace", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"),
    *(".hypothesis", ".yarn", ".idea", ".direnv", "__pycache__", "node_modules", "dist", "coverage"),
}
# Marks functions that run once for a process, so that they are not recorded for later tests.
ONCE = re.compile(r"\b(?:lru_cache|cache|declared_attr|listens_for)\b")


@dataclass(frozen=True)
class File:
    """The time and size of a file, and the digest of each part.

    Each function of a module is a part; the part with an empty name is the rest of the module, or the whole
    of any other file.
    """

    stamp: tuple[int, int]
    parts: dict[str, str]


def scan(known: dict[str, File], folder: str = ".") -> dict[str, File]:
    """Return the files of a folder by their path from the root; unchanged known files are not read again."""
    return {path: _file(path, known.get(path)) for path in _paths(str(ROOT / folder))}


def changed_dependencies(before: dict[str, File], after: dict[str, File]) -> set[str]:
    """Return the changes between two scans, as dependencies."""
    changed: set[str] = set()
    for path in before.keys() | after.keys():
        old, new = before.get(path), after.get(path)
        if old and new:
            parts = {name for name in old.parts | new.parts if old.parts.get(name) != new.parts.get(name)}
        else:
            parts = set((old or new or File((0, 0), {})).parts)
            changed.add(f"{os.path.dirname(path)}/")  # noqa: PTH120 - faster than pathlib
        if parts:
            changed |= {path, *(f"{path}::{name}" for name in parts)}
            changed |= {f"{folder}/**" for folder in Path(path).parents}
    return changed


def is_project_file(path: str) -> bool:
    """Return whether a path from the root is part of the project."""
    return not IGNORED & set(path.split("/")) and not path.startswith(".coverage")


def _paths(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = os.path.relpath(entry.path, ROOT)
            if not is_project_file(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _paths(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield path


def _file(path: str, known: File | None) -> File:
    stat = (ROOT / path).stat()
    stamp = (stat.st_mtime_ns, stat.st_size)
    if known and known.stamp == stamp:
        return known
    content = (ROOT / path).read_bytes()
    return File(stamp, parts(content) if path.endswith(".py") else {"": _digest(content)})


def parts(content: bytes) -> dict[str, str]:
    """Return the digest of each part of a module, without comments and line numbers."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return {"": _digest(content)}
    functions = _Functions()
    if not ONCE.search(content.decode("utf-8", "replace")):
        functions.visit(tree)
    return {name: _digest(text.encode()) for name, text in (functions.bodies | {"": ast.dump(tree)}).items()}


class _Functions(ast.NodeTransformer):
    """Moves the bodies of functions out of a module, except for nested functions."""

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}
        self._classes: tuple[str, ...] = ()

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._classes = (*self._classes, node.name)
        self.generic_visit(node)
        self._classes = self._classes[:-1]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST | None:
        # Getters and setters, and overloads, have the same name.
        name = ".".join((*self._classes, node.name))
        is_plain = not (self._classes or node.decorator_list or name.startswith("pytest_"))
        self.bodies[name] = self.bodies.get(name, "") + ast.dump(
            node if is_plain else ast.Module(node.body, [])
        )
        if is_plain:  # unlike a method, which may override one, a new function affects no caller
            return None
        node.body = []
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
