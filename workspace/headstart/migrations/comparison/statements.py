"""The statements that turn one definition into another."""

import re
from collections.abc import Callable

from headstart.migrations.comparison.catalog import Item

Statements = list[str]
# What is validated apart from its creation holds no lock while it reads the table.
VALIDATED = ("CHECK", "FOREIGN KEY")


class CannotTell(Exception):
    """There is no statement that a program could choose: a person has to write the migration."""


def change(item: Item, before: str | None, after: str | None) -> Statements:
    """Return the statements that change a definition; None stands for none.

    Raises:
        CannotTell: the change needs a decision, or a migration written by hand.
    """
    return CHANGES[item.kind](item, before, after)


def _constraint(item: Item, before: str | None, after: str | None) -> Statements:
    statements = [f"ALTER TABLE {item.table} DROP CONSTRAINT {item.name}"] if before else []
    if before and after:
        statements += _renamed_values(item.table, before, after)
    if after:
        add = f"ALTER TABLE {item.table} ADD CONSTRAINT {item.name} {after}"
        if after.startswith(VALIDATED) and "NOT VALID" not in after and "NOT ENFORCED" not in after:
            statements += [f"{add} NOT VALID", f"ALTER TABLE {item.table} VALIDATE CONSTRAINT {item.name}"]
        else:
            statements.append(add)
    return statements


def _renamed_values(table: str, before: str, after: str) -> Statements:
    """Return what renames a value in the rows, if exactly one of an enum that is kept as text was renamed."""
    column = re.match(r"CHECK \(+(\"?\w+\"?)\)?::text = ANY", before)
    if column is None or not re.match(rf"CHECK \(+{re.escape(column[1])}\)?::text = ANY", after):
        return []
    old, new = (re.findall(r"'((?:[^']|'')*)'::", each) for each in (before, after))
    gone, come = [value for value in old if value not in new], [value for value in new if value not in old]
    if len(old) == len(new) and len(gone) == len(come) == 1 and old.index(gone[0]) == new.index(come[0]):
        return [f"UPDATE {table} SET {column[1]} = '{come[0]}' WHERE {column[1]} = '{gone[0]}'"]  # noqa: S608
    return []


def _index(item: Item, before: str | None, after: str | None) -> Statements:
    return [*([f"DROP INDEX {item.name}"] if before else ()), *([after] if after else ())]


def _type(item: Item, before: str | None, after: str | None) -> Statements:
    if before is None or after is None:
        raise CannotTell
    return [f"{_column(item)} TYPE {after} USING {item.name}::{after.partition(' COLLATE ')[0]}"]


def _nullability(item: Item, _before: str | None, after: str | None) -> Statements:
    return [f"{_column(item)} {'SET' if after == 'NOT NULL' else 'DROP'} NOT NULL"]


def _default(item: Item, _before: str | None, after: str | None) -> Statements:
    return [f"{_column(item)} SET DEFAULT {after}" if after else f"{_column(item)} DROP DEFAULT"]


def _generated(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after and before.split()[-1] == after.split()[-1]:
        expression = after.removeprefix("GENERATED ALWAYS AS ").rpartition(" ")[0]
        return [f"{_column(item)} SET EXPRESSION AS {expression}"]
    if before and not after:
        return [f"{_column(item)} DROP EXPRESSION"]
    raise CannotTell


def _identity(item: Item, before: str | None, after: str | None) -> Statements:
    drop = [f"{_column(item)} DROP IDENTITY"] if before else []
    return [*drop, *([f"{_column(item)} ADD {after}"] if after else ())]


def _comment(item: Item, _before: str | None, after: str | None) -> Statements:
    quoted = "NULL" if after is None else "'" + after.replace("'", "''") + "'"
    return [f"COMMENT ON {item.name} IS {quoted}"]


def _table(item: Item, before: str | None, after: str | None) -> Statements:
    if {before, after} == {"", "UNLOGGED"}:
        return [f"ALTER TABLE {item.name} SET {'UNLOGGED' if after else 'LOGGED'}"]
    raise CannotTell


def _sequence(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after:
        return [f"ALTER SEQUENCE {item.name} {after}"]
    return [f"CREATE SEQUENCE {item.name} {after}" if after else f"DROP SEQUENCE {item.name}"]


def _domain(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after:
        raise CannotTell
    return [f"CREATE DOMAIN {item.name} AS {after}" if after else f"DROP DOMAIN {item.name}"]


def _enum(item: Item, before: str | None, after: str | None) -> Statements:
    if before is None:
        return [f"CREATE TYPE {item.name} AS ENUM ({after})"]
    if after is None:
        return [f"DROP TYPE {item.name}"]
    old, new = before.split(", "), after.split(", ")
    if len(old) == len(new):
        renamed = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        if all(name not in old for _, name in renamed):
            return [f"ALTER TYPE {item.name} RENAME VALUE {gone} TO {come}" for gone, come in renamed]
    if [value for value in new if value in old] == old:
        return [_added_value(item.name, value, new) for value in new if value not in old]
    raise CannotTell  # values that go need another type: see `swapped`


def _added_value(name: str, value: str, values: list[str]) -> str:
    place = values.index(value)
    where = f"AFTER {values[place - 1]}" if place else f"BEFORE {values[1]}"
    return f"ALTER TYPE {name} ADD VALUE {value} {where}"


def swapped(name: str, values: str, columns: list[tuple[str, str, str, str | None]]) -> Statements:
    """Return what replaces an enum type by one with other values; rows with a value that goes make it fail.

    Args:
        name: of the type.
        values: the new ones, quoted.
        columns: that have the type: table, column, type as printed, default.
    """
    old = name.rpartition(".")[2].strip('"') + "_old"
    statements = [f'ALTER TYPE {name} RENAME TO "{old}"', f"CREATE TYPE {name} AS ENUM ({values})"]
    for table, column, printed, default in columns:
        alter = f"ALTER TABLE {table} ALTER COLUMN {column}"
        array = "[]" if printed.endswith("[]") else ""
        statements += [f"{alter} DROP DEFAULT"] if default else []
        statements.append(f"{alter} TYPE {name}{array} USING {column}::text{array}::{name}{array}")
        statements += [f"{alter} SET DEFAULT {default}"] if default else []
    prefix = name.rpartition(".")[0]
    return [*statements, f'DROP TYPE {prefix + "." if prefix else ""}"{old}"']


def _column(item: Item) -> str:
    return f"ALTER TABLE {item.table} ALTER COLUMN {item.name}"


CHANGES: dict[str, Callable[[Item, str | None, str | None], Statements]] = {
    "constraint": _constraint,
    "index": _index,
    "type": _type,
    "nullability": _nullability,
    "default": _default,
    "generated column": _generated,
    "identity": _identity,
    "comment": _comment,
    "table": _table,
    "sequence": _sequence,
    "domain": _domain,
    "enum": _enum,
}
