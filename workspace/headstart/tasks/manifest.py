"""The collection of all tasks, of which only those that were typed are loaded.

What the others would import takes three times as long as Invoke itself. The list needs no more of them than
their first sentence, which is read from the file.
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

DEFAULT = "all"  # what `inv GROUP` alone runs, where there is one


def collection(manifest: Mapping[str, str]) -> Collection:
    """Return the tasks.

    Args:
        manifest: of each task's full name, such as ``db.start``, the module in ``headstart.tasks`` and the
            function in it, such as ``db.start``.
    """
    # A shell that completes a line hands it over as one word.
    typed = " ".join(sys.argv[1:]).split()
    groups = {"": Collection()}
    for name, place in manifest.items():
        group, _, own = name.rpartition(".")
        task = _loaded(place) if {name, group} & set(typed) else _listed(place)
        groups.setdefault(group, Collection(group)).add_task(task, name=own, default=own == DEFAULT)
    whole = groups.pop("")
    for each in groups.values():
        whole.add_collection(each)
    return whole


def _loaded(place: str) -> Task[Any]:
    module, _, function = place.partition(".")
    task: Task[Any] = getattr(import_module(f"headstart.tasks.{module}"), function)
    return task


def _listed(place: str) -> Task[Any]:
    """Return a task that can be listed, and nothing else."""
    module, _, function = place.partition(".")

    def nothing(_context: object) -> None:
        pass

    nothing.__doc__ = _sentences(module)[function]
    return Task(nothing)


@cache
def _sentences(module: str) -> dict[str, str | None]:
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    return {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
