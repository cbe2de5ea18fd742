"""Keeps tables in use while they are migrated: statements do what would lock them for long in Alembic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import render_op, renderers
from alembic.operations import ops
from sqlalchemy import Column, DefaultClause, String, text
from sqlalchemy.types import Enum

from headstart.migrations.comparison import statements
from headstart.migrations.comparison.catalog import Item
from headstart.migrations.comparison.instructions import Instructions
from headstart.migrations.comparison.operations import Statements, flatten

Definitions = Mapping[Item, str]
# The operations on an existing table that stay as Alembic writes them.
PLAIN = (
    ops.AddColumnOp,
    ops.DropColumnOp,
    ops.AlterColumnOp,
    ops.CreateTableCommentOp,
    ops.DropTableCommentOp,
)
# The parts that have names of their own, which follow from their columns.
RENAMED = ("constraint", "index")
# The parts of a table that Alembic does not know.
ROW_SECURITY = ("row security", "policy")
INDEX = re.compile(r"^(CREATE|DROP)( UNIQUE)? INDEX")


class Concurrently(Statements):
    """Statements that build indexes or read all rows, which would block writers in a transaction."""

    def reverse(self) -> Concurrently:
        """Return the operation for the other direction."""
        return Concurrently(self.down, self.up)


@renderers.dispatch_for(Concurrently)
def _render(context: AutogenContext, operation: Concurrently) -> list[str]:
    statements = [robust for statement in operation.up for robust in _robust(statement)]
    lines = [line for each in statements for line in render_op(context, Statements([each], []))]
    return ["with op.get_context().autocommit_block():", *lines, ""] if lines else []


def _robust(statement: str) -> list[str]:
    """Return a statement that can run again: if building an index fails, an invalid one remains."""
    if match := re.match(r"(CREATE(?: UNIQUE)? INDEX) (\S+)", statement):
        drop = f"DROP INDEX CONCURRENTLY IF EXISTS {match[2]}"
        return [drop, statement.replace(match[1], f"{match[1]} CONCURRENTLY IF NOT EXISTS", 1)]
    return [statement.replace("DROP INDEX ", "DROP INDEX CONCURRENTLY IF EXISTS ", 1)]


def leave_to_statements(
    operations: list[ops.MigrateOperation], tables: Collection[str], instructions: Instructions
) -> None:
    """Remove what takes long, or a column that is renamed, from the operations on existing tables."""
    for container in operations:
        if isinstance(container, ops.ModifyTableOps) and _name(container) in tables:
            container.ops = [each for each in container.ops if _stays(each, instructions)]
    operations[:] = [
        each for each in operations if not (isinstance(each, ops.ModifyTableOps) and not each.ops)
    ]


def _name(container: ops.ModifyTableOps) -> str:
    return f"{container.schema}.{container.table_name}" if container.schema else container.table_name


def _stays(operation: ops.MigrateOperation, instructions: Instructions) -> bool:
    """Return whether an operation on an existing table stays; its column is reduced to what stays."""
    own = isinstance(operation, ops.AlterTableOp) and operation.table_name == instructions.table
    if isinstance(operation, ops.AlterColumnOp):
        if operation.modify_nullable is False:
            operation.modify_nullable = None
        return operation.has_changes()
    if isinstance(operation, ops.AddColumnOp):
        if own and operation.column.name in instructions.renames.values():
            return False
        operation.column = _bare(operation.column)
        if own and operation.column.name in instructions.fills:
            _fill(operation.column, instructions.fills[operation.column.name])
    if isinstance(operation, ops.DropColumnOp):
        column = operation.to_column()
        if column.server_default is None:
            # A downgrade brings it back without its values.
            column.nullable = True
        return not (own and operation.column_name in instructions.renames)
    return isinstance(operation, PLAIN)


def _bare(column: Column[Any]) -> Column[Any]:
    """Return a column without its constraints, which follow as statements."""
    if column.computed is not None or column.identity is not None:
        return column
    kind = column.type
    if isinstance(kind, Enum) and not kind.native_enum:
        kind = String(kind.length)
    return Column(
        column.name, kind, nullable=column.nullable, server_default=column.server_default,
        comment=column.comment,
    )  # fmt: skip


def _fill(column: Column[Any], value: str) -> None:
    """Give existing rows a value: a constant as a default, which rewrites no row; others by an UPDATE."""
    if value.startswith("("):
        column.nullable = True
    else:
        column.server_default = DefaultClause(text(value))


def accept_rows(operations: Iterable[ops.MigrateOperation]) -> None:
    """Let new columns be null, so that a table with rows accepts them; later statements forbid that."""
    for operation in flatten(operations):
        if isinstance(operation, ops.AddColumnOp) and operation.column.server_default is None:
            operation.column.nullable = True


def renaming(instructions: Instructions) -> list[ops.MigrateOperation]:
    """Return the operations that rename the columns."""
    renames = [
        (f"ALTER TABLE {instructions.table} RENAME COLUMN {old} TO {new}",
         f"ALTER TABLE {instructions.table} RENAME COLUMN {new} TO {old}")
        for old, new in instructions.renames.items()
    ]  # fmt: skip
    return [Statements([up], [down]) for up, down in renames]


def rename_parts(
    after: Definitions, target: Definitions
) -> tuple[list[ops.MigrateOperation], dict[Item, str]]:
    """Return the operations that rename constraints and indexes, and the definitions after them."""
    surplus = [item for item in after if item.kind in RENAMED and item not in target]
    operations: list[ops.MigrateOperation] = []
    definitions = dict(after)
    for item in target:
        old = next((each for each in surplus if _is_same(each, after, item, target)), None)
        if item.kind in RENAMED and item not in after and old:
            surplus.remove(old)
            del definitions[old]
            definitions[item] = target[item]
            operations.append(Statements([_rename(old, item)], [_rename(item, old)]))
    return operations, definitions


def _is_same(old: Item, after: Definitions, new: Item, target: Definitions) -> bool:
    names = (f" {old.name} ", f" {new.name} ")
    return (old.kind, old.table, after[old].replace(*names, 1)) == (new.kind, new.table, target[new])


def _rename(old: Item, new: Item) -> str:
    if old.kind == "index":
        return f"ALTER INDEX {old.name} RENAME TO {new.name}"
    return f"ALTER TABLE {old.table} RENAME CONSTRAINT {old.name} TO {new.name}"


def restoring(before: Definitions, after: Definitions, target: Definitions) -> list[ops.MigrateOperation]:
    """Return operations whose downgrade restores what vanished with a column, or unknown parts of a table."""
    tables = {item.name for item in target if item.kind == "table"}
    return [
        Statements([], statements.change(item, None, before[item]))
        for item in sorted(before.keys() - after.keys() - target.keys())
        if item.kind in ROW_SECURITY or (item.kind in RENAMED and item.table in tables)
    ]


def group(operations: Iterable[Statements]) -> list[ops.MigrateOperation]:
    """Return the operations, with the statements that take long at the end, outside of the transaction."""
    plain: list[Statements] = []
    up: list[str] = []
    down: list[str] = []
    for each in operations:
        if any(map(INDEX.match, (*each.up, *each.down))):
            up, down = [*up, *each.up], [*each.down, *down]
        else:
            # In the same transaction, the lock of ADD CONSTRAINT would last while the rows are read.
            validations = [statement for statement in each.up if " VALIDATE CONSTRAINT " in statement]
            plain.append(Statements([one for one in each.up if one not in validations], each.down))
            up += validations
    if not (up or down):
        return [*plain]
    # What precedes is committed, and runs again after a failure.
    return [*(Statements(_repeatable(each.up), each.down) for each in plain), Concurrently(up, down)]


def _repeatable(statements_: list[str]) -> list[str]:
    add = re.compile(r"(ALTER TABLE \S+) ADD CONSTRAINT (\S+)")
    create = re.compile(r"CREATE POLICY (\S+ ON \S+)")
    leftovers = [
        *(
            f"{match[1]} DROP CONSTRAINT IF EXISTS {match[2]}"
            for each in statements_
            if (match := add.match(each))
        ),
        *(f"DROP POLICY IF EXISTS {match[1]}" for each in statements_ if (match := create.match(each))),
    ]
    return [*leftovers, *statements_]


def make_repeatable(operations: Collection[ops.MigrateOperation]) -> None:
    """Let columns be added again, if the operations commit in between."""
    if any(isinstance(each, Concurrently) for each in operations):
        for each in flatten(operations):
            if isinstance(each, ops.AddColumnOp):
                each.if_not_exists = True
