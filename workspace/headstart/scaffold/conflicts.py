"""Conflicts between the names of a new resource and those that exist."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.scaffold import existing
from headstart.scaffold.identifiers import MAX_LENGTH, Identifier, identifiers
from headstart.scaffold.rendering import render_backend, render_frontend
from headstart.scaffold.shadowing import find_shadowed
from headstart.scaffold.specification import FILTERABLE_KINDS, PART_KINDS, Field, Specification, Target
from headstart.scaffold.used_names import UsedNames

# Pydantic warns about fields with these prefixes.
PYDANTIC_PREFIXES = ("model_dump", "model_validate")


@dataclass(frozen=True)
class Conflict:
    """The reason why a name is taken: the field's name, or the resource's if there is no field."""

    reason: str
    field: Field | None = None
    is_too_long: bool = False


def conflicts(
    resource: Specification, used: UsedNames, root: Path = project.ROOT, *, api_only: bool = False
) -> Iterator[Conflict]:
    """Yield the conflicts with existing names and files, and among the resource's own names."""
    yield from _models(resource, root)
    yield from _attributes(resource, used)
    yield from _document(resource, used)
    yield from _database(resource, used)
    yield from _files(resource, root, api_only=api_only)
    item = find_shadowed(resource, api_only=api_only)
    if isinstance(item, Field):
        yield Conflict(
            f"{item.name} clashes with another name in the files of {resource.names.indefinite}",
            item,
        )
    elif isinstance(item, Target):
        both = f"{resource.names.cls} and {item.names.cls}"
        yield Conflict(f"{both} together make class names that mean something else", resource.ref_to(item))
    elif item:
        yield Conflict(f"{resource.names.cls} clashes with another name in its files")


def _models(resource: Specification, root: Path) -> Iterator[Conflict]:
    cls = resource.names.cls
    if model := existing.models(root).get(cls):
        yield Conflict(f"{cls} already exists in {model.path}")


def _attributes(resource: Specification, used: UsedNames) -> Iterator[Conflict]:
    for field in resource.fields:
        for name in dict.fromkeys((field.name, field.column, field.filter)):
            for kind, attributes in _owners(resource, field, used).items():
                if name in attributes:
                    yield Conflict(f"{kind} already has {name}", field)
            if name.startswith(PYDANTIC_PREFIXES):
                yield Conflict(
                    f"pydantic reserves names that start with {' and '.join(PYDANTIC_PREFIXES)}", field
                )


def _owners(resource: Specification, field: Field, used: UsedNames) -> Mapping[str, frozenset[str]]:
    owners = {
        "every model": used.models, "every schema": used.schemas, "every factory": used.factories,
    }  # fmt: skip
    if resource.owner:
        owners[f"everything that belongs to a {resource.owner.value}"] = frozenset({resource.owner.column})
    if field.kind in (*FILTERABLE_KINDS, *PART_KINDS, "refs"):
        owners["the query of every list"] = used.lists
    return owners


def _document(resource: Specification, used: UsedNames) -> Iterator[Conflict]:
    names = resource.names
    components: list[tuple[str, Field | None]] = [
        *((f"{names.cls}{part}", None) for part in ("", "Create", "Update", "Page")),
        *((resource.enum_class(field), field) for field in resource.enums),
        *((f"{names.cls}{target.names.cls}", resource.ref_to(target)) for target in resource.targets),
    ]
    for component, field in components:
        if component in used.components:
            yield Conflict(f"the OpenAPI document already has a schema {component}", field)
    operations = {f"{verb}{names.cls}" for verb in ("create", "get", "update", "delete")}
    operations |= {f"{verb}{names.classes}" for verb in ("list", "count", "export", "batchDelete")}
    for operation in sorted(operations & used.operations):
        yield Conflict(f"the OpenAPI document already has an operation {operation}")
    address = f"/api/{names.kebabs}"
    if any(path == address or path.startswith(f"{address}/") for path in used.addresses):
        yield Conflict(f"the API already has {address}")


def _database(resource: Specification, used: UsedNames) -> Iterator[Conflict]:
    names = list(identifiers(resource))
    counts = Counter(name.text for name in names)
    for name in names:
        if (length := len(name.text.encode())) > MAX_LENGTH:
            reason = (
                f"its {name.kind} would be called {name.text}, which has {length} characters; "
                f"PostgreSQL allows {MAX_LENGTH}"
            )
            yield Conflict(reason, name.field, is_too_long=True)
    duplicates = [name for name in names if counts[name.text] > 1]
    if duplicates:
        yield Conflict(f"two indexes would be called {duplicates[-1].text}", duplicates[-1].field)
    yield from (
        _relation_conflict(name) for name in names if name.is_relation and name.text in used.relations
    )
    if resource.names.many.startswith("pg_"):
        yield Conflict("PostgreSQL reserves names that start with pg_")


def _relation_conflict(name: Identifier) -> Conflict:
    return Conflict(
        f"its {name.kind} would be called {name.text}, which already exists in the database", name.field
    )


def _files(resource: Specification, root: Path, *, api_only: bool) -> Iterator[Conflict]:
    names = resource.names
    paths = list(render_backend(resource))
    if not api_only:
        paths += render_frontend(resource)
        paths += (f"frontend/src/{folder}/{names.kebabs}" for folder in ("features", "app/routes"))
        # Vite would serve these instead of the page.
        paths += (f"frontend/{names.kebabs}", f"frontend/public/{names.kebabs}")
    paths.append(f"backend/seeds/{names.many}.csv")
    for path in paths:
        if existing_path := _existing_path(root, path):
            yield Conflict(f"{existing_path} already exists")


def _existing_path(root: Path, path: str) -> str | None:
    """Return an existing path that counts as the same: in another case, or a package for a module."""
    folder, own = (
        (root / path).parent,
        {Path(path).name.casefold(), path.removesuffix(".py").rpartition("/")[2]},
    )
    if not folder.is_dir():
        return None
    names = sorted(each.name for each in folder.iterdir() if each.name.casefold() in own)
    return f"{Path(path).parent}/{names[0]}" if names else None
