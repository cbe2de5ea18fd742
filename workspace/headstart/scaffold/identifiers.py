"""The names of a new table's parts in PostgreSQL, which follow from the models' naming convention."""

from collections.abc import Iterator
from dataclasses import dataclass

from headstart.scaffold.specification import Field, Specification

MAX_LENGTH = 63  # bytes; PostgreSQL truncates longer names


@dataclass(frozen=True)
class Identifier:
    """A name in the database, and the field that it belongs to, if any."""

    text: str
    kind: str
    field: Field | None = None

    @property
    def is_relation(self) -> bool:
        """Whether the name must be unique in the schema, and not only in the table."""
        return self.kind in {"table", "index", "primary key", "unique constraint"}


def identifiers(resource: Specification) -> Iterator[Identifier]:
    """Yield the names of a table, of its indexes and of its constraints."""
    table, label = resource.names.many, resource.label
    yield Identifier(table, "table")
    yield Identifier(f"pk_{table}", "primary key")
    yield Identifier(f"ix_{table}_{label.name}_trigrams", "index", label)
    for field in (*resource.sorts, *resource.indexed, *resource.indexed_filters):
        yield Identifier("_".join(["ix", table, *resource.index_columns(field)]), "index", field)
    for field in resource.parts:
        yield Identifier(f"ix_{table}_{field.column}_trigrams", "index", field)
    if resource.owner:
        yield Identifier(f"fk_{table}_{resource.owner.column}_{resource.owner.value}s", "foreign key")
    for field in resource.stored:
        yield from _constraints(resource, field)
    for field in resource.collections:
        yield from _association(resource, field)


def _constraints(resource: Specification, field: Field) -> Iterator[Identifier]:
    table, column = resource.names.many, field.column
    checks = {"str": [f"{column}_not_blank"]}
    checks["money"] = checks["duration"] = [f"{column}_not_negative"]
    checks["json"] = [f"{column}_object"]
    checks["email"] = checks["url"] = [f"{column}_format"]
    # The model's base class names an enum's check after its class, in lower case.
    checks["enum"] = [resource.enum_class(field).lower()]
    checks["ref"] = [f"{column}_not_its_own"] if resource.is_own(field) else []
    for name in checks.get(field.kind, []):
        yield Identifier(f"ck_{table}_{name}", "check", field)
    if field.unique:
        owner = [resource.owner.column] if resource.owner else []
        yield Identifier("_".join(["uq", table, *owner, column]), "unique constraint", field)
    if field.target:
        yield Identifier(f"fk_{table}_{column}_{field.target.names.many}", "foreign key", field)


def _association(resource: Specification, field: Field) -> Iterator[Identifier]:
    if field.target is None:
        return
    table, own, other = resource.association(field), resource.names.one, field.target.names.one
    yield Identifier(table, "table", field)
    yield Identifier(f"pk_{table}", "primary key", field)
    yield Identifier(f"ix_{table}_{other}", "index", field)
    yield Identifier(f"fk_{table}_{own}", "foreign key", field)
    yield Identifier(f"fk_{table}_{other}", "foreign key", field)
