"""Refuses a reference to a model that lacks a layer which the files of the new resource use."""

from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing
from headstart.scaffold.ownership import Ownership
from headstart.scaffold.specification import Specification, Target


def refuse_incomplete_targets(
    resource: Specification, owned: Ownership, root: Path = project.ROOT, *, api_only: bool = False
) -> None:
    """Refuse a reference to a model without repository, service or factory, or that the API does not show.

    Raises:
        WorkspaceError: something is missing. The sentence names all of it.
    """
    for target in resource.others:
        missing = [
            f"{name} in {path}" for path, name in _needed(target) if not existing.defines(root / path, name)
        ]
        address = f"/api/{target.names.kebabs}"
        if not api_only:
            paths = (address, f"{address}/{{{target.names.one}_id}}")
            missing += [f"GET {path}" for path in paths if path not in owned.addresses]
        if missing:
            field = resource.ref_to(target)
            msg = (
                f"`{field.name}:ref:{target.names.cls}`: {target.names.cls} has a model, and a reference "
                f"also needs {', '.join(missing)}; write that first, or store a number: `{field.column}:int`"
            )
            raise WorkspaceError(msg)


def _needed(target: Target) -> list[tuple[str, str]]:
    """Return the files that the new resource's files import from, each with the class."""
    cls, many = target.names.cls, target.names.many
    return [
        (f"backend/app/repositories/{many}.py", f"{cls}Repository"),
        (f"backend/app/services/{many}.py", f"{cls}Service"),
        (f"backend/factories/{target.names.one}.py", f"{cls}Factory"),
        ("backend/factories/__init__.py", f"{cls}Factory"),
    ]
