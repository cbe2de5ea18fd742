"""SQL statements that change one definition into another."""

import re
from collections.abc import Callable

from headstart.migrations.comparison.catalog import Item

Statements = list[str]
# Constraints that are validated separately, without a lock during the scan of the table.
VALIDATED = ("CHECK", "FOREIGN KEY")
# A unique constraint that can be made of an index, which is built before.
UNIQUE = re.compile(r"UNIQUE(| NULLS NOT DISTINCT) (\([^()]*\))")


class ManualMigrationNeeded(Exception):
    """The change needs a decision: a person has to write the migration."""


def change(item: Item, before: str | None, after: str | None) -> Statements:
    """Return the statements that change a definition; None if there is none.

    Raises:
        ManualMigrationNeeded: the change needs a handwritten migration.
    """
    return CHANGES[item.kind](item, before, after)


def _constraint(item: Item, before: str | None, after: str | None) -> Statements:
    statements = [f"ALTER TABLE {item.table} DROP CONSTRAINT IF EXISTS {item.name}"] if before else []
    if before and after:
        statements += _rename_value(item.table, before, after)
    if after:
        add = f"ALTER TABLE {item.table} ADD CONSTRAINT {item.name} {after}"
        if unique := UNIQUE.fullmatch(after):
            create = f"CREATE UNIQUE INDEX {item.name} ON {item.table} {unique[2]}{unique[1]}"
            return [*statements, create, f"{add.removesuffix(after)}UNIQUE USING INDEX {item.name}"]
        if after.startswith(VALIDATED) and "NOT VALID" not in after and "NOT ENFORCED" not in after:
            statements += [f"{add} NOT VALID", f"ALTER TABLE {item.table} VALIDATE CONSTRAINT {item.name}"]
        else:
            statements.append(add)
    return statements


def _rename_value(table: str, before: str, after: str) -> Statements:
    """Return the statement that renames a value in the rows, if one value of a text enum was renamed."""
    column = re.match(r"CHECK \(+(\"?\w+\"?)\)?::text = ANY", before)
    if column is None or not re.match(rf"CHECK \(+{re.escape(column[1])}\)?::text = ANY", after):
        return []
    old, new = (re.findall(r"'((?:[^']|'')*)'::", each) for each in (before, after))
    removed, added = (
        [value for value in old if value not in new],
        [value for value in new if value not in old],
    )
    if (
        len(old) == len(new)
        and len(removed) == len(added) == 1
        and old.index(removed[0]) == new.index(added[0])
    ):
        return [f"UPDATE {table} SET {column[1]} = '{added[0]}' WHERE {column[1]} = '{removed[0]}'"]  # noqa: S608
    return []


def _index(item: Item, before: str | None, after: str | None) -> Statements:
    return [*([f"DROP INDEX {item.name}"] if before else ()), *([after] if after else ())]


def _row_security(item: Item, before: str | None, after: str | None) -> Statements:
    alter = f"ALTER TABLE {item.table}"
    force = f"{alter} {'' if after == 'FORCE' else 'NO '}FORCE ROW LEVEL SECURITY"
    return [
        *(
            [f"{alter} {'ENABLE' if after else 'DISABLE'} ROW LEVEL SECURITY"]
            if not (before and after)
            else ()
        ),
        *([force] if "FORCE" in {before, after} else ()),
    ]


def _policy(item: Item, before: str | None, after: str | None) -> Statements:
    return [
        *([f"DROP POLICY {item.name} ON {item.table}"] if before is not None else ()),
        *([f"CREATE POLICY {item.name} ON {item.table} {after}"] if after is not None else ()),
    ]


def _type(item: Item, before: str | None, after: str | None) -> Statements:
    if before is None or after is None:
        raise ManualMigrationNeeded
    alter = f"{_column(item)} TYPE {after}"
    if after.startswith("character varying"):
        return [alter]  # an explicit conversion would truncate values that are too long
    return [f"{alter} USING {item.name}::{after.partition(' COLLATE ')[0]}"]


def _nullability(item: Item, _before: str | None, after: str | None) -> Statements:
    if after != "NOT NULL":
        return [f"{_column(item)} DROP NOT NULL"]
    table = item.table.rpartition(".")[2].strip('"')
    name = f'"{table}_{item.name.strip(chr(34))}_not_null"'
    return [
        f"ALTER TABLE {item.table} ADD CONSTRAINT {name} NOT NULL {item.name} NOT VALID",
        f"ALTER TABLE {item.table} VALIDATE CONSTRAINT {name}",
    ]


def _default(item: Item, _before: str | None, after: str | None) -> Statements:
    return [f"{_column(item)} SET DEFAULT {after}" if after else f"{_column(item)} DROP DEFAULT"]


def _generated_column(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after and before.split()[-1] == after.split()[-1]:
        expression = after.removeprefix("GENERATED ALWAYS AS ").rpartition(" ")[0]
        return [f"{_column(item)} SET EXPRESSION AS {expression}"]
    if before and not after:
        return [f"{_column(item)} DROP EXPRESSION"]
    raise ManualMigrationNeeded


def _identity(item: Item, before: str | None, after: str | None) -> Statements:
    drop = [f"{_column(item)} DROP IDENTITY"] if before else []
    return [*drop, *([f"{_column(item)} ADD {after}"] if after else ())]


def _comment(item: Item, _before: str | None, after: str | None) -> Statements:
    quoted = "NULL" if after is None else "'" + after.replace("'", "''") + "'"
    return [f"COMMENT ON {item.name} IS {quoted}"]


def _table(item: Item, before: str | None, after: str | None) -> Statements:
    if {before, after} == {"", "UNLOGGED"}:
        return [f"ALTER TABLE {item.name} SET {'UNLOGGED' if after else 'LOGGED'}"]
    raise ManualMigrationNeeded


def _sequence(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after:
        return [f"ALTER SEQUENCE {item.name} {after}"]
    return [f"CREATE SEQUENCE {item.name} {after}" if after else f"DROP SEQUENCE {item.name}"]


def _domain(item: Item, before: str | None, after: str | None) -> Statements:
    if before and after:
        raise ManualMigrationNeeded
    return [f"CREATE DOMAIN {item.name} AS {after}" if after else f"DROP DOMAIN {item.name}"]


def _enum(item: Item, before: str | None, after: str | None) -> Statements:
    if before is None:
        return [f"CREATE TYPE {item.name} AS ENUM ({after})"]
    if after is None:
        return [f"DROP TYPE {item.name}"]
    old, new = before.split(", "), after.split(", ")
    if len(old) == len(new):
        renames = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        if all(name not in old for _, name in renames):
            return [
                f"ALTER TYPE {item.name} RENAME VALUE {old_value} TO {new_value}"
                for old_value, new_value in renames
            ]
    if [value for value in new if value in old] == old:
        return [_add_value(item.name, value, new) for value in new if value not in old]
    raise ManualMigrationNeeded  # removed values need another type, see `replace_enum`


def _add_value(name: str, value: str, values: list[str]) -> str:
    index = values.index(value)
    position = f"AFTER {values[index - 1]}" if index else f"BEFORE {values[1]}"
    return f"ALTER TYPE {name} ADD VALUE {value} {position}"


def replace_enum(name: str, values: str, columns: list[tuple[str, str, str, str | None]]) -> Statements:
    """Return the statements that replace an enum type by one with other values.

    They fail if rows have a value that is removed.

    Args:
        name: the name of the type.
        values: the new values, quoted.
        columns: the columns of the type: table, column, type, default.
    """
    old = name.rpartition(".")[2].strip('"') + "_old"
    statements = [f'ALTER TYPE {name} RENAME TO "{old}"', f"CREATE TYPE {name} AS ENUM ({values})"]
    for table, column, type_name, default in columns:
        alter = f"ALTER TABLE {table} ALTER COLUMN {column}"
        array = "[]" if type_name.endswith("[]") else ""
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
    "row security": _row_security,
    "policy": _policy,
    "type": _type,
    "nullability": _nullability,
    "default": _default,
    "generated column": _generated_column,
    "identity": _identity,
    "comment": _comment,
    "table": _table,
    "sequence": _sequence,
    "domain": _domain,
    "enum": _enum,
}
