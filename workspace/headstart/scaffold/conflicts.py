"""What has the names of a new resource already."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.scaffold import existing
from headstart.scaffold.identifiers import MAX_LENGTH, Identifier, identifiers
from headstart.scaffold.meaning import ambiguous
from headstart.scaffold.ownership import Ownership
from headstart.scaffold.rendering import rendered_backend, rendered_frontend
from headstart.scaffold.specification import FILTERED, Field, Specification

# What pydantic warns of where a field's name begins so.
PYDANTIC = ("model_dump", "model_validate")


@dataclass(frozen=True)
class Conflict:
    """Why a name is taken; of the resource, unless it is a field's."""

    why: str
    field: Field | None = None
    is_too_long: bool = False


def conflicts(
    resource: Specification, owned: Ownership, root: Path = project.ROOT, *, api_only: bool = False
) -> Iterator[Conflict]:
    """Yield what is taken: in what is owned already, in the files, and among the resource's own names."""
    yield from _models(resource, root)
    yield from _attributes(resource, owned)
    yield from _document(resource, owned)
    yield from _database(resource, owned)
    yield from _files(resource, root, api_only=api_only)
    item = ambiguous(resource, api_only=api_only)
    if isinstance(item, Field):
        yield Conflict(f"{item.name} means something else in the files of {resource.names.indefinite}", item)
    elif item:
        yield Conflict(f"{resource.names.cls} means something else in the files of a resource")


def _models(resource: Specification, root: Path) -> Iterator[Conflict]:
    cls = resource.names.cls
    if model := existing.models(root).get(cls):
        yield Conflict(f"{cls} exists already, in {model.path}")


def _attributes(resource: Specification, owned: Ownership) -> Iterator[Conflict]:
    for field in resource.fields:
        for name in dict.fromkeys((field.name, field.column)):
            for kind, attributes in _owners(field, owned).items():
                if name in attributes:
                    yield Conflict(f"{kind} has {name} already", field)
            if name.startswith(PYDANTIC):
                yield Conflict(f"pydantic keeps names that begin with {' and '.join(PYDANTIC)}", field)


def _owners(field: Field, owned: Ownership) -> Mapping[str, frozenset[str]]:
    owners = {
        "every model": owned.models, "every schema": owned.schemas, "every factory": owned.factories,
    }  # fmt: skip
    return owners | ({"the query of every list": owned.lists} if field.kind in FILTERED else {})


def _document(resource: Specification, owned: Ownership) -> Iterator[Conflict]:
    names = resource.names
    components: list[tuple[str, Field | None]] = [
        *((f"{names.cls}{part}", None) for part in ("", "Create", "Update", "Page")),
        *((resource.enum_class(field), field) for field in resource.enums),
        *((f"{names.cls}{target.names.cls}", resource.ref_to(target)) for target in resource.targets),
    ]
    for component, field in components:
        if component in owned.components:
            yield Conflict(f"the API's document has a schema {component} already", field)
    operations = {f"{verb}{names.cls}" for verb in ("create", "get", "update", "delete")}
    operations |= {f"{verb}{names.classes}" for verb in ("list", "count", "batchDelete")}
    for operation in sorted(operations & owned.operations):
        yield Conflict(f"the API's document has an operation {operation} already")
    address = f"/api/{names.kebabs}"
    if any(one == address or one.startswith(f"{address}/") for one in owned.addresses):
        yield Conflict(f"the API answers at {address} already")


def _database(resource: Specification, owned: Ownership) -> Iterator[Conflict]:
    found = list(identifiers(resource))
    counts = Counter(one.text for one in found)
    for one in found:
        if (length := len(one.text.encode())) > MAX_LENGTH:
            why = (
                f"its {one.kind} would be called {one.text}: {length} characters, of which PostgreSQL keeps "
                f"{MAX_LENGTH}"
            )
            yield Conflict(why, one.field, is_too_long=True)
    twice = [one for one in found if counts[one.text] > 1]
    if twice:
        yield Conflict(f"two indexes would be called {twice[-1].text}", twice[-1].field)
    yield from (_taken(one) for one in found if one.is_relation and one.text in owned.relations)
    if resource.names.many.startswith("pg_"):
        yield Conflict("PostgreSQL keeps names that begin with pg_")


def _taken(one: Identifier) -> Conflict:
    return Conflict(f"its {one.kind} would be called {one.text}, which the database has already", one.field)


def _files(resource: Specification, root: Path, *, api_only: bool) -> Iterator[Conflict]:
    names = resource.names
    paths = list(rendered_backend(resource))
    if not api_only:
        paths += rendered_frontend(resource)
        paths += (f"frontend/src/{one}/{names.kebabs}" for one in ("features", "app/routes"))
        # Vite would serve these instead of the page.
        paths += (f"frontend/{names.kebabs}", f"frontend/public/{names.kebabs}")
    paths.append(f"backend/seeds/{names.many}.csv")
    for path in paths:
        if there := _there(root, path):
            yield Conflict(f"{there} is there already")


def _there(root: Path, path: str) -> str | None:
    """Return a path that the file system or Python takes for this one: other capitals, or a package."""
    folder, own = (
        (root / path).parent,
        {Path(path).name.casefold(), path.removesuffix(".py").rpartition("/")[2]},
    )
    if not folder.is_dir():
        return None
    names = sorted(each.name for each in folder.iterdir() if each.name.casefold() in own)
    return f"{Path(path).parent}/{names[0]}" if names else None
