"""The value that existing rows get for a field that is now required, as SQL."""

from dataclasses import replace

from headstart.core.errors import WorkspaceError
from headstart.scaffold.defaults import RULES, check_default
from headstart.scaffold.specification import Field


def sql_value(field: Field, value: str) -> str:
    """Return the SQL of a value; that of a reference is the ID of the first record with a name.

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
    if value.isdigit():
        return value
    return f"(SELECT min(id) FROM {field.target.table} WHERE {field.target.label} = {_quoted(value)})"  # noqa: S608 -- quoted


def example_value(field: Field) -> str:
    """Return a value for a message."""
    return field.values[0] if field.values else RULES[field.kind][1] or "unknown"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
