"""Which modules of the project are loaded for a module, read from the import statements."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from headstart.testing.affected.files import ROOT

# What a package says that loads all that is in it.
LOADS_ALL = re.compile(r"\b(iter_modules|walk_packages)\(__path__")
TOPS = (ROOT, ROOT / "backend", ROOT / "workspace")


def closure(paths: Iterable[str]) -> set[str]:
    """Return the files of some modules and of all that they import, directly or not.

    A folder is among them, with a slash at its end, where a package loads all that is in it.
    """
    seen: set[str] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting.extend(_imported(path))
    return seen


def modules(name: str) -> set[str]:
    """Return the files that importing a name loads; none when it is no module of the project's."""
    words = name.split(".")
    return {
        str(file.relative_to(ROOT))
        for end in range(1, len(words) + 1)
        for top in TOPS
        for stem in [top.joinpath(*words[:end])]
        for file in (stem.with_suffix(".py"), stem / "__init__.py")
        if file.is_file()
    }


@cache
def _imported(path: str) -> frozenset[str]:
    file = ROOT / path
    try:
        text = file.read_text("utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    found = {loaded for node in ast.walk(tree) for name in _names(node, file) for loaded in modules(name)}
    if LOADS_ALL.search(text):
        for beside in file.parent.rglob("*.py"):
            found |= {str(beside.relative_to(ROOT)), f"{beside.parent.relative_to(ROOT)}/"}
    return frozenset(found)


def _names(node: ast.AST, file: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = node.module or ""
        if node.level:
            folder = file.parents[node.level - 1]
            top = max((top for top in TOPS if folder.is_relative_to(top)), key=lambda top: len(top.parts))
            origin = ".".join((*folder.relative_to(top).parts, *filter(None, [origin])))
        yield origin
        yield from (f"{origin}.{alias.name}" for alias in node.names)
