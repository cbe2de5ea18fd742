"""Changes of a field's type that lose no value, and the condition that the existing values must meet."""

from collections.abc import Callable, Mapping

from headstart.scaffold.python import PATTERNS
from headstart.scaffold.specification import Field

UUIDS = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"

Condition = Callable[[str, Field], str]


def _always(_column: str, _field: Field) -> str:
    return "true"


def _fits(column: str, field: Field) -> str:
    return f"btrim({column}::text) <> '' AND length({column}::text) <= {field.length}"


def _matches(column: str, field: Field) -> str:
    return f"{column} ~ '{PATTERNS[field.kind]}' AND length({column}) <= {field.length}"


def _is_listed(column: str, field: Field) -> str:
    values = ", ".join(f"'{value}'" for value in field.values)
    return f"{column} IN ({values})"


CONVERSIONS: Mapping[tuple[str, str], Condition] = {
    **{(kind, "str"): _fits for kind in ("str", "text", "email", "url", "int", "decimal", "uuid", "enum")},
    **{(kind, "text"): _always for kind in ("str", "email", "url")},
    **{("str", kind): _matches for kind in PATTERNS},
    ("str", "uuid"): lambda column, _field: f"{column} ~ '{UUIDS}'",
    ("str", "enum"): _is_listed,
    ("enum", "enum"): _is_listed,
    ("int", "decimal"): lambda column, _field: f"abs({column}) < 100000000",
    ("int", "money"): lambda column, _field: f"{column} >= 0 AND {column} < 100000000",
    ("int", "duration"): lambda column, _field: f"{column} >= 0",
    ("duration", "int"): _always,
    ("decimal", "money"): lambda column, _field: f"{column} >= 0",
    ("money", "decimal"): _always,
    ("date", "datetime"): _always,
}


def is_convertible(before: Field, after: Field) -> bool:
    """Return whether no value of a field needs to be lost if it becomes another one."""
    same = (before.kind, before.target) == (after.kind, after.target)
    return same or (before.kind, after.kind) in CONVERSIONS


def misfits(before: Field, after: Field) -> str:
    """Return the SQL condition for rows whose value the changed field cannot have."""
    condition = CONVERSIONS.get((before.kind, after.kind), _always)(before.column, after)
    return f"NOT ({condition})"
