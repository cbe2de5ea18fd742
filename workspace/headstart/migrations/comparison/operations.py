"""Statements as operations that Alembic writes into a migration, and takes back in its downgrade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.types import ARRAY, Enum, TypeDecorator, TypeEngine


class Statements(ops.ModifyTableOps):
    """Statements for the way up, and those for the way down."""

    def __init__(self, up: list[str], down: list[str]) -> None:
        # A colon before a word would be a parameter.
        super().__init__("", [ops.ExecuteSQLOp(re.sub(r"(?<!:):(?=\w)", r"\:", each)) for each in up])
        self.up, self.down = up, down

    def reverse(self) -> Statements:
        """Return the same for the other direction."""
        return Statements(self.down, self.up)


def flattened(operations: Iterable[ops.MigrateOperation]) -> Iterator[ops.MigrateOperation]:
    """Yield the single operations, in their order."""
    for operation in operations:
        if isinstance(operation, ops.OpContainer):
            yield from flattened(operation.ops)
        else:
            yield operation


def simplify_types(operations: Iterable[ops.MigrateOperation]) -> None:
    """Let migrations say what is stored, with as little of the application's own code as possible.

    A type decorator becomes the type that it decorates. Native enums have statements of their own.
    """
    for operation in flattened(operations):
        if isinstance(operation, ops.CreateTableOp):
            for part in operation.columns:
                if hasattr(part, "type"):
                    part.type = _simple(part.type)
        elif isinstance(operation, ops.AddColumnOp):
            operation.column.type = _simple(operation.column.type)
        elif isinstance(operation, ops.AlterColumnOp):
            for name in ("modify_type", "existing_type"):
                if isinstance(kind := getattr(operation, name), TypeEngine):
                    setattr(operation, name, _simple(kind))
        elif isinstance(operation, ops.DropTableOp | ops.DropColumnOp):
            simplify_types(_reverse(operation))


def _reverse(operation: ops.DropTableOp | ops.DropColumnOp) -> list[ops.MigrateOperation]:
    reverse = operation._reverse  # noqa: SLF001 -- what the downgrade will be made of
    return [reverse] if reverse is not None else []


def _simple(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, TypeDecorator):
        return _simple(kind.impl_instance)
    if isinstance(kind, ARRAY):
        kind.item_type = _simple(kind.item_type)
    if isinstance(kind, Enum) and kind.native_enum:
        return ENUM(*kind.enums, name=kind.name, schema=kind.schema, create_type=False)
    return kind


def render_own_type(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write a type that is the application's own, and import its module: Alembic's ``render_item``."""
    module = type(item).__module__
    if kind != "type" or module.startswith(("sqlalchemy.", "alembic.")):
        return False
    context.imports.add(f"import {module}")
    return f"{module}.{item!r}"
