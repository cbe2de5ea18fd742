"""Refuses a reference to a model that is incomplete, that refers back, or whose records belong to others."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records
from headstart.scaffold.specification import Owner, Specification, Target
from headstart.scaffold.used_names import UsedNames


def refuse_incomplete_targets(
    resource: Specification, used: UsedNames, root: Path = project.ROOT, *, api_only: bool = False
) -> None:
    """Refuse a reference to a model without a repository, a service, a factory or an API.

    Raises:
        WorkspaceError: something is missing. The message lists all of it.
    """
    for target in resource.others:
        missing = [
            f"{name} in {path}"
            for path, name in _required_classes(target)
            if not existing.defines(root / path, name)
        ]
        address = f"/api/{target.names.kebabs}"
        if not api_only:
            paths = (address, f"{address}/{{{target.names.one}_id}}")
            missing += [f"GET {path}" for path in paths if path not in used.addresses]
        if missing:
            field = resource.ref_to(target)
            msg = (
                f"`{field.name}:ref:{target.names.cls}`: a reference to {target.names.cls} also needs "
                f"{', '.join(missing)}; write that first, or store a number: `{field.column}:int`"
            )
            raise WorkspaceError(msg)


def refuse_other_owners(resource: Specification) -> None:
    """Refuse a reference to records that not everybody who sees the resource may see.

    Raises:
        WorkspaceError: the records belong to teams or to users, and those of the resource do not.
    """
    for target in resource.others:
        if target.owner and target.owner is not resource.owner:
            field, cls, owner = resource.ref_to(target), target.names.cls, target.owner.value
            options = (
                "without --shared, --owned and --public" if target.owner is Owner.TEAM else "with --owned"
            )
            msg = (
                f"`{field.name}:{field.kind}:{cls}`: {cls} belongs to a {owner}, and only resources that do "
                f"can refer to it: create {resource.names.cls} {options}, or leave the field out"
            )
            raise WorkspaceError(msg)


def refuse_mutual_references(resource: Specification, root: Path = project.ROOT) -> None:
    """Refuse a reference to a resource that refers to this one: their modules would import each other.

    Raises:
        WorkspaceError: it does, itself or by way of others.
    """
    referred = {
        cls: [match[1] for arg in args if (match := re.match(r"\w+:refs?:(\w+)", arg))]
        for cls, args in records.resources(root).items()
    }
    for target in resource.others:
        if path := _path(target.names.cls, resource.names.cls, referred):
            field = resource.ref_to(target)
            msg = (
                f"`{field.name}:{field.kind}:{path[0]}`: {path[0]} already refers to "
                f"{', which refers to '.join(path[1:])}, and two resources cannot refer to each other: "
                f"leave the field out, or store a number: `{field.filter}:int`"
            )
            raise WorkspaceError(msg)


def _path(start: str, end: str, referred: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the resources on the way from one to another along references; empty if there is none."""
    if start == end:
        return [end]
    others = {cls: targets for cls, targets in referred.items() if cls != start}
    paths = (_path(target, end, others) for target in referred.get(start, ()))
    return next(([start, *path] for path in paths if path), [])


def _required_classes(target: Target) -> list[tuple[str, str]]:
    """Return the classes that the new resource imports, with their files."""
    cls, many = target.names.cls, target.names.many
    return [
        (f"backend/app/repositories/{many}.py", f"{cls}Repository"),
        (f"backend/app/services/{many}.py", f"{cls}Service"),
        (f"backend/factories/{target.names.one}.py", f"{cls}Factory"),
        ("backend/factories/__init__.py", f"{cls}Factory"),
    ]
