"""The project's files, each with a digest for every part that can change on its own."""

import ast
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project

ROOT = project.ROOT
# What tools and servers make there is no change of the project's.
NOT_OURS = {
    *(".git", ".venv", ".workspace", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"),
    *(".hypothesis", ".yarn", ".idea", ".direnv", "__pycache__", "node_modules", "dist", "coverage"),
}
# A function that is run once for a whole process is not seen by the tests that come later.
ONCE = re.compile(r"\b(?:lru_cache|cache|declared_attr|listens_for)\b")


@dataclass(frozen=True)
class File:
    """What is known of a file: when it was written, and the digest of each part.

    The part without a name is all that is run when a module is loaded; each function is a part. Another
    file has the one without a name.
    """

    stamp: tuple[int, int]
    parts: dict[str, str]


def found(known: dict[str, File], folder: str = ".") -> dict[str, File]:
    """Return the files of a folder by their path from the top; those that are known are not read again."""
    return {path: _file(path, known.get(path)) for path in _paths(str(ROOT / folder))}


def changes(before: dict[str, File], now: dict[str, File]) -> set[str]:
    """Return what changed, in the words in which a test's use of it is written down."""
    changed: set[str] = set()
    for path in before.keys() | now.keys():
        old, new = before.get(path), now.get(path)
        if old and new:
            parts = {name for name in old.parts | new.parts if old.parts.get(name) != new.parts.get(name)}
        else:
            parts = set((old or new or File((0, 0), {})).parts)
            changed.add(f"{os.path.dirname(path)}/")  # noqa: PTH120 - thousands of them
        if parts:
            changed |= {path, *(f"{path}::{name}" for name in parts)}
            changed |= {f"{folder}/**" for folder in Path(path).parents}
    return changed


def is_ours(path: str) -> bool:
    """Say whether a path from the top is the project's own."""
    return not NOT_OURS & set(path.split("/")) and not path.startswith(".coverage")


def _paths(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = os.path.relpath(entry.path, ROOT)
            if not is_ours(path):
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
    """Return the digest of each part of a module; comments and the number of a line do not count."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return {"": _digest(content)}
    functions = _Functions()
    if not ONCE.search(content.decode("utf-8", "replace")):
        functions.visit(tree)
    return {name: _digest(text.encode()) for name, text in (functions.found | {"": ast.dump(tree)}).items()}


class _Functions(ast.NodeTransformer):
    """Takes the bodies of the functions out of a module, except those inside other functions."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._within: tuple[str, ...] = ()

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._within = (*self._within, node.name)
        self.generic_visit(node)
        self._within = self._within[:-1]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST | None:
        # Several of one name: a property's functions, an overload's.
        name = ".".join((*self._within, node.name))
        plain = not (self._within or node.decorator_list or name.startswith("pytest_"))
        self.found[name] = self.found.get(name, "") + ast.dump(node if plain else ast.Module(node.body, []))
        if plain:  # nobody notices that there is one more; a method may take the place of an inherited one
            return None
        node.body = []
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
