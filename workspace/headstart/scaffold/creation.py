"""``inv new``: the plan of a resource through all layers."""

from collections.abc import Sequence
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import registry
from headstart.scaffold.demo import demo_rows
from headstart.scaffold.ownership import owned
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan
from headstart.scaffold.references import refuse_incomplete_targets
from headstart.scaffold.renaming import refuse_conflicts
from headstart.scaffold.rendering import (
    formatted_python,
    formatted_typescript,
    rendered_backend,
    rendered_frontend,
)
from headstart.scaffold.specification import Specification


def plan_creation(
    name: str, words: Sequence[str], root: Path = project.ROOT, *, api_only: bool = False
) -> Plan:
    """Return what makes a resource.

    Raises:
        WorkspaceError: the words describe none, or a file of it is there already.
    """
    resource = specify(name, words, root, api_only=api_only)
    files = files_of(resource, root, api_only=api_only)
    if there := [path for path in files if (root / path).exists()]:
        msg = f"{name} would overwrite {', '.join(there)}: move that away, or take another name"
        raise WorkspaceError(msg)
    written = [Change(path, None, text) for path, text in files.items()]
    changes = [*written, *registry.listed(resource, root, api_only=api_only)]
    return Plan(tuple(changes), f"create {resource.names.many_words}")


def specify(
    name: str, args: Sequence[str], root: Path = project.ROOT, *, api_only: bool = False
) -> Specification:
    """Return a new resource, whose names are free.

    Raises:
        WorkspaceError: the arguments describe none, or a name is taken.
    """
    resource, taken = parse(name, args, root), owned(root)
    refuse_incomplete_targets(resource, taken, root, api_only=api_only)
    refuse_conflicts(resource, args, taken, root, api_only=api_only)
    return resource


def files_of(resource: Specification, root: Path = project.ROOT, *, api_only: bool = False) -> dict[str, str]:
    """Return the files of a resource, as they are when they are new."""
    made = formatted_python(rendered_backend(resource))
    if not api_only:
        made.update(formatted_typescript(rendered_frontend(resource)))
    seeds = f"backend/seeds/{resource.names.many}"
    rows = demo_rows(resource, root)
    if rows:
        made[f"{seeds}.csv"] = rows
        return made
    unseeded = {f"{seeds}.py", f"backend/tests/seeds/test_{resource.names.many}.py"}
    return {path: text for path, text in made.items() if path not in unseeded}
