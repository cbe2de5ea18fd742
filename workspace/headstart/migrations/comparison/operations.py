"""SQL statements as reversible operations that Alembic writes to a migration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.types import ARRAY, Enum, TypeDecorator, TypeEngine


class Statements(ops.ModifyTableOps):
    """Statements of the upgrade, and those of the downgrade."""

    def __init__(self, up: list[str], down: list[str]) -> None:
        # A colon before a word would start a parameter.
        super().__init__("", [ops.ExecuteSQLOp(re.sub(r"(?<!:):(?=\w)", r"\:", each)) for each in up])
        self.up, self.down = up, down

    def reverse(self) -> Statements:
        """Return the operation for the other direction."""
        return Statements(self.down, self.up)


def flatten(operations: Iterable[ops.MigrateOperation]) -> Iterator[ops.MigrateOperation]:
    """Yield the single operations in order."""
    for operation in operations:
        if isinstance(operation, ops.OpContainer):
            yield from flatten(operation.ops)
        else:
            yield operation


def simplify_types(operations: Iterable[ops.MigrateOperation]) -> None:
    """Replace types in migrations by those that are stored, to avoid imports of the application.

    A type decorator becomes the type that it decorates. Native enums are created by separate statements.
    """
    for operation in flatten(operations):
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
    reverse = operation._reverse  # noqa: SLF001 -- the downgrade is based on it
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
    """Render a type of the application, and import its module; for Alembic's ``render_item``."""
    module = type(item).__module__
    if kind != "type" or module.startswith(("sqlalchemy.", "alembic.")):
        return False
    context.imports.add(f"import {module}")
    return f"{module}.{item!r}"
