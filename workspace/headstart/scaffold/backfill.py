"""The value that existing rows get for a field that is now required, as SQL."""

from dataclasses import replace

from headstart.core.errors import WorkspaceError
from headstart.scaffold.defaults import RULES, check_default
from headstart.scaffold.specification import Field, Specification, Target


def sql_value(field: Field, value: str, resource: Specification) -> str:
    """Return the SQL of a value; that of a reference is the ID of the first record with a name.

    A row of a team can only refer to a record of the same team.

    Raises:
        WorkspaceError: it is not a value of the field, or the rows cannot all have the same one.
    """
    if field.unique:
        msg = (
            f"{field.name} is unique, so existing rows cannot all be {value}: add it as optional "
            f"(`{field.name}:{field.kind}?:unique`), give the rows their values, then make it required"
        )
        raise WorkspaceError(msg)
    if not field.target:
        check_default(f"{field.name}={value}", replace(field, default=value))
        return _quoted(value)
    target, owner = field.target, field.target.owner
    if _is_id(value, target):
        return value
    own = f" AND {target.table}.{owner.column} = {resource.names.many}.{owner.column}" if owner else ""
    return f"(SELECT min(id) FROM {target.table} WHERE {target.label} = {_quoted(value)}{own})"  # noqa: S608 -- quoted


def records_of(target: Target, value: str) -> str:
    """Return the SQL condition of the records with a name or an ID."""
    return f"id = {value}" if _is_id(value, target) else f"{target.label}::text = {_quoted(value)}"


def _is_id(value: str, target: Target) -> bool:
    """Return whether a value is an ID; rows of different owners cannot have a record in common."""
    return value.isascii() and value.isdigit() and not target.owner


def example_value(field: Field) -> str:
    """Return a value for a message."""
    return field.values[0] if field.values else RULES[field.kind][1] or "unknown"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
