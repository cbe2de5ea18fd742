"""Completes the operations of autogenerate, so that the database gets the schema of the models."""

import logging
from collections.abc import Mapping

from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrateOperation, UpgradeOps
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from headstart.migrations.comparison import online, scratch, statements
from headstart.migrations.comparison.catalog import Item
from headstart.migrations.comparison.instructions import Instructions
from headstart.migrations.comparison.online import ROW_SECURITY
from headstart.migrations.comparison.operations import Statements, render_own_type, simplify_types
from headstart.migrations.comparison.statements import ManualMigrationNeeded

log = logging.getLogger("headstart.migrations")

# Dependencies come first.
ORDER = (
    *(
        "enum",
        "domain",
        "sequence",
        "table",
        "type",
        "generated column",
        "identity",
        "default",
        "nullability",
    ),
    *("index", "constraint", "row security", "policy", "comment"),
)
OF_COLUMNS = ("type", "generated column", "identity", "default", "nullability")
# Independent of tables: one that no column uses does not belong to the models.
INDEPENDENT = ("enum", "domain", "sequence")
# Contain expressions, which the server may print in two ways.
EXPRESSIONS = ("constraint", "index", "policy")

Definitions = Mapping[Item, str]


def complete(context: AutogenContext, upgrade_ops: UpgradeOps) -> None:
    """Add missing operations.

    Raises:
        CommandError: PostgreSQL rejects the models, or a difference has to be migrated by hand.
    """
    connection, metadata = context.connection, context.metadata
    if connection is None or not isinstance(metadata, MetaData):
        return
    simplify_types(upgrade_ops.ops)
    if not context.opts.get("render_item"):
        context.opts["render_item"] = render_own_type
    instructions = Instructions.read()
    before = scratch.database_definitions(connection, metadata)
    target = _align_expressions(before, connection, metadata)
    tables = {item.name for item in before.keys() & target.keys() if item.kind == "table"}
    online.leave_to_statements(upgrade_ops.ops, tables, instructions)
    upgrade_ops.ops[:0] = _prerequisites(connection, metadata, before, target)
    upgrade_ops.ops[:0] = online.renaming(instructions)
    try:
        after = scratch.database_definitions(connection, metadata, upgrade_ops.ops)
    except DBAPIError as error:
        # Such as a new column that is not nullable, in a table with rows.
        _warn(error)
        online.accept_rows(upgrade_ops.ops)
        try:
            after = scratch.database_definitions(connection, metadata, upgrade_ops.ops)
        except DBAPIError:
            return
    upgrade_ops.ops[:0] = online.restoring(before, after, target)
    if instructions.renames:
        renamed, after = online.rename_parts(after, target)
        upgrade_ops.ops += renamed
    upgrade_ops.ops += online.group(_remaining(before, after, target, instructions))
    online.make_repeatable(upgrade_ops.ops)
    _verify(connection, metadata, upgrade_ops.ops)


def _warn(error: DBAPIError) -> None:
    reason = str(error.orig).strip().splitlines()[0]
    log.warning("the migration fails on this database (%s): complete it by hand before it runs", reason)


def _align_expressions(known: Definitions, connection: Connection, metadata: MetaData) -> Definitions:
    """Return the models' definitions; those equivalent to the database's are replaced by them."""
    target = scratch.model_definitions(connection, metadata)
    expressions = {
        item: text
        for item, text in target.items()
        if item.kind in EXPRESSIONS and known.get(item, text) != text
    }
    if not expressions:
        return target
    reprinted = scratch.model_definitions(connection, metadata, expressions)
    equivalent = {item: known[item] for item in expressions if reprinted.get(item) == known[item]}
    return {**target, **equivalent}


def _prerequisites(
    connection: Connection, metadata: MetaData, before: Definitions, target: Definitions
) -> list[MigrateOperation]:
    """Return the operations that create schemas, enum types, domains and sequences."""
    operations: list[MigrateOperation] = [
        Statements([f"CREATE SCHEMA {name}"], [f"DROP SCHEMA {name}"])
        for name in scratch.missing_schemas(connection, metadata)
    ]
    new = [item for item in target if item.kind in INDEPENDENT and item not in before]
    return operations + [_statements(item, None, target[item], target) for item in sorted(new, key=_order)]


def _remaining(
    before: Definitions, after: Definitions, target: Definitions, instructions: Instructions
) -> list[Statements]:
    different = [item for item in after.keys() | target.keys() if after.get(item) != target.get(item)]
    relevant = [item for item in different if item in target or _belongs_to_models(item, before, target)]
    # Items are dropped after those that use them.
    dropped = [item for item in relevant if item.kind in INDEPENDENT and item not in target]
    ordered = [*sorted(set(relevant) - set(dropped), key=_order), *sorted(dropped, key=_order)]
    result = []
    for item in ordered:
        change = _statements(item, after.get(item), target.get(item), after)
        if item.kind in OF_COLUMNS and Item("type", item.table, item.name) not in before:
            change = Statements(change.up, [])  # the downgrade drops the column
        if item.kind in ROW_SECURITY and Item("table", "", item.table) not in before:
            change = Statements(change.up, [])  # the downgrade drops the table
        result += [*_fill(item, instructions), change]
    return result


def _fill(item: Item, instructions: Instructions) -> list[Statements]:
    """Return the statement that fills a column before it may no longer be null."""
    if item.kind != "nullability" or item.table != instructions.table or item.name not in instructions.fills:
        return []
    value = instructions.fills[item.name]
    update = f"UPDATE {item.table} SET {item.name} = {value} WHERE {item.name} IS NULL"  # noqa: S608
    return [Statements([update], [])]


def _statements(item: Item, before: str | None, after: str | None, known: Definitions) -> Statements:
    if item.kind == "enum" and before and after:
        columns = [
            (each.table, each.name, kind, known.get(Item("default", each.table, each.name)))
            for each, kind in known.items()
            if each.kind == "type" and kind.removesuffix("[]") == item.name
        ]
        up, down = (_enum(item, *pair, columns) for pair in ((before, after), (after, before)))
        return Statements(up, down)
    try:
        return Statements(statements.change(item, before, after), statements.change(item, after, before))
    except ManualMigrationNeeded:
        old, new = (text if text is not None else "nothing" for text in (before, after))
        msg = (
            f"the {item} is `{old}` in the database and `{new}` in the models, and needs a "
            f'handwritten migration: run `.venv/bin/alembic revision -m "…"`, then this command again'
        )
        raise CommandError(msg) from None


def _enum(item: Item, before: str, after: str, columns: list[tuple[str, str, str, str | None]]) -> list[str]:
    try:
        return statements.change(item, before, after)
    except ManualMigrationNeeded:
        return statements.replace_enum(item.name, after, columns)


def _belongs_to_models(item: Item, before: Definitions, target: Definitions) -> bool:
    """Return whether something that the models lack was theirs, and not written by hand."""
    if item.kind in ROW_SECURITY:
        return Item("row security", item.table, "") in target
    return item.kind not in INDEPENDENT or _was_used(item, before)


def _was_used(item: Item, before: Definitions) -> bool:
    """Return whether a column used a type or a sequence."""
    if item.kind == "sequence":
        return any(each.kind == "default" and f"'{item.name}'" in text for each, text in before.items())
    return any(each.kind == "type" and text.removesuffix("[]") == item.name for each, text in before.items())


def _verify(connection: Connection, metadata: MetaData, operations: list[MigrateOperation]) -> None:
    """Try the complete migration, and compare again.

    Raises:
        CommandError: PostgreSQL rejects it, or a difference remains.
    """
    try:
        result = scratch.database_definitions(connection, metadata, operations)
    except DBAPIError as error:
        _warn(error)
        return
    expected = _align_expressions(result, connection, metadata)
    differences = [item for item in expected if result.get(item) != expected[item]]
    if differences:
        msg = f"{', '.join(map(str, differences))} would still differ: write that migration by hand"
        raise CommandError(msg)


def _order(item: Item) -> tuple[int, Item]:
    return ORDER.index(item.kind), item
