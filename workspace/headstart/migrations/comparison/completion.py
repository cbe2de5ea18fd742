"""Autogenerate's operations, completed until the database's schema is that of the models."""

import logging
from collections.abc import Mapping

from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrateOperation, UpgradeOps
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from headstart.migrations.comparison import scratch, statements
from headstart.migrations.comparison.catalog import Item
from headstart.migrations.comparison.operations import Statements, render_own_type, simplify_types
from headstart.migrations.comparison.statements import CannotTell

log = logging.getLogger("headstart.migrations")

# What others depend on comes first.
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
    *("index", "constraint", "comment"),
)
# Exist apart from tables: one that no column used is not the models'.
APART = ("enum", "domain", "sequence")
# Hold expressions, which the server may print in two ways.
EXPRESSIONS = ("constraint", "index")

Definitions = Mapping[Item, str]


def complete(context: AutogenContext, upgrade_ops: UpgradeOps) -> None:
    """Add to the operations what they lack.

    Raises:
        CommandError: PostgreSQL refuses the models, or a difference has to be migrated by hand.
    """
    connection, metadata = context.connection, context.metadata
    if connection is None or not isinstance(metadata, MetaData):
        return
    simplify_types(upgrade_ops.ops)
    if not context.opts.get("render_item"):
        context.opts["render_item"] = render_own_type
    before = scratch.of_database(connection, metadata)
    wanted = _in_the_same_words(before, connection, metadata)
    upgrade_ops.ops[:0] = _first(connection, metadata, before, wanted)
    try:
        after = scratch.of_database(connection, metadata, upgrade_ops.ops)
    except DBAPIError as error:
        # Such as a column that must not be empty, in a table with rows.
        reason = str(error.orig).strip().splitlines()[0]
        log.warning("the migration fails on this database (%s): complete it by hand before it runs", reason)
        return
    upgrade_ops.ops += _rest(before, after, wanted)
    _prove(connection, metadata, upgrade_ops.ops)


def _in_the_same_words(known: Definitions, connection: Connection, metadata: MetaData) -> Definitions:
    """Return the models' definitions; where those of the database mean the same, in its words."""
    wanted = scratch.of_models(connection, metadata)
    expressions = {
        item: text
        for item, text in wanted.items()
        if item.kind in EXPRESSIONS and known.get(item, text) != text
    }
    if not expressions:
        return wanted
    again = scratch.of_models(connection, metadata, expressions)
    same = {item: known[item] for item in expressions if again.get(item) == known[item]}
    return {**wanted, **same}


def _first(
    connection: Connection, metadata: MetaData, before: Definitions, wanted: Definitions
) -> list[MigrateOperation]:
    """Return what must be there before any table uses it: schemas, enum types, domains, sequences."""
    made: list[MigrateOperation] = [
        Statements([f"CREATE SCHEMA {name}"], [f"DROP SCHEMA {name}"])
        for name in scratch.missing_schemas(connection, metadata)
    ]
    new = [item for item in wanted if item.kind in APART and item not in before]
    return made + [_statements(item, None, wanted[item], wanted) for item in sorted(new, key=_place)]


def _rest(before: Definitions, after: Definitions, wanted: Definitions) -> list[MigrateOperation]:
    different = [item for item in after.keys() | wanted.keys() if after.get(item) != wanted.get(item)]
    ours = [item for item in different if item in wanted or item.kind not in APART or _was_used(item, before)]
    # What goes does so after what used it.
    gone = [item for item in ours if item.kind in APART and item not in wanted]
    ordered = [*sorted(set(ours) - set(gone), key=_place), *sorted(gone, key=_place)]
    return [_statements(item, after.get(item), wanted.get(item), after) for item in ordered]


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
    except CannotTell:
        now, then = (text if text is not None else "nothing" for text in (before, after))
        msg = (
            f"the {item} is `{now}` in the database and `{then}` in the models: no migration of that kind is "
            f'written for you; write one by hand (`alembic revision -m "…"`), then run this again'
        )
        raise CommandError(msg) from None


def _enum(item: Item, before: str, after: str, columns: list[tuple[str, str, str, str | None]]) -> list[str]:
    try:
        return statements.change(item, before, after)
    except CannotTell:
        return statements.swapped(item.name, after, columns)


def _was_used(item: Item, before: Definitions) -> bool:
    """Return whether a column had a type, or took its default from a sequence."""
    if item.kind == "sequence":
        return any(each.kind == "default" and f"'{item.name}'" in text for each, text in before.items())
    return any(each.kind == "type" and text.removesuffix("[]") == item.name for each, text in before.items())


def _prove(connection: Connection, metadata: MetaData, operations: list[MigrateOperation]) -> None:
    """Try the whole migration, and compare once more.

    Raises:
        CommandError: PostgreSQL refuses it, or it leaves a difference.
    """
    try:
        found = scratch.of_database(connection, metadata, operations)
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        log.warning("the migration fails on this database (%s): complete it by hand before it runs", reason)
        return
    same = _in_the_same_words(found, connection, metadata)
    left = [item for item in same if found.get(item) != same[item]]
    if left:
        msg = f"{', '.join(map(str, left))} would still differ from the models: write that migration by hand"
        raise CommandError(msg)


def _place(item: Item) -> tuple[int, Item]:
    return ORDER.index(item.kind), item
