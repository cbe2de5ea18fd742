"""The modules of the project that a module loads, according to its import statements."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from headstart.testing.affected.files import ROOT

# In a package that loads all of its modules.
LOADS_ALL = re.compile(r"\b(iter_modules|walk_packages)\(__path__")
ROOTS = (ROOT, ROOT / "backend", ROOT / "workspace")


def closure(paths: Iterable[str]) -> set[str]:
    """Return the files of modules and of everything they import, directly or indirectly.

    The result contains a folder, as ``folder/``, for a package that loads all of its modules.
    """
    seen: set[str] = set()
    pending = list(paths)
    while pending:
        path = pending.pop()
        if path not in seen:
            seen.add(path)
            pending.extend(_imports(path))
    return seen


def modules(name: str) -> set[str]:
    """Return the files loaded by an import; an empty set if the module is not one of the project."""
    parts = name.split(".")
    return {
        str(file.relative_to(ROOT))
        for end in range(1, len(parts) + 1)
        for root in ROOTS
        for stem in [root.joinpath(*parts[:end])]
        for file in (stem.with_suffix(".py"), stem / "__init__.py")
        if file.is_file()
    }


@cache
def _imports(path: str) -> frozenset[str]:
    file = ROOT / path
    try:
        text = file.read_text("utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    files = {loaded for node in ast.walk(tree) for name in _names(node, file) for loaded in modules(name)}
    if LOADS_ALL.search(text):
        for module in file.parent.rglob("*.py"):
            files |= {str(module.relative_to(ROOT)), f"{module.parent.relative_to(ROOT)}/"}
    return frozenset(files)


def _names(node: ast.AST, file: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = node.module or ""
        if node.level:
            folder = file.parents[node.level - 1]
            root = max(
                (root for root in ROOTS if folder.is_relative_to(root)), key=lambda root: len(root.parts)
            )
            origin = ".".join((*folder.relative_to(root).parts, *filter(None, [origin])))
        yield origin
        yield from (f"{origin}.{alias.name}" for alias in node.names)
