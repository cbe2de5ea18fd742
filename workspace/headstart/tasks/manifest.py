"""The collection of all tasks, of which only the ones on the command line are imported.

Importing the others would slow down every command. The list only needs their docstrings, which are read
from the source.
"""

import ast
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from invoke.collection import Collection
from invoke.tasks import Task

DEFAULT = "all"  # the task that `inv GROUP` runs


def collection(manifest: Mapping[str, str]) -> Collection:
    """Return the tasks.

    Args:
        manifest: maps each task's full name, such as ``db.start``, to its module in ``headstart.tasks`` and
            its function, such as ``db.start``.
    """
    # For completion, the shell passes the root line as one argument.
    args = " ".join(sys.argv[1:]).split()
    groups = {"": Collection()}
    for name, place in manifest.items():
        group, _, short_name = name.rpartition(".")
        task = _load(place) if {name, group} & set(args) else _stub(place)
        groups.setdefault(group, Collection(group)).add_task(
            task, name=short_name, default=short_name == DEFAULT
        )
    root = groups.pop("")
    for each in groups.values():
        root.add_collection(each)
    return root


def _load(place: str) -> Task[Any]:
    module, _, function = place.partition(".")
    task: Task[Any] = getattr(import_module(f"headstart.tasks.{module}"), function)
    return task


def _stub(place: str) -> Task[Any]:
    """Return a task that can be listed but not run."""
    module, _, function = place.partition(".")

    def nothing(_context: object) -> None:
        pass

    nothing.__doc__ = _docstrings(module)[function]
    return Task(nothing)


@cache
def _docstrings(module: str) -> dict[str, str | None]:
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    return {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
