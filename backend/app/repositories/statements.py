"""Counts the statements of each request, in development."""

import time
from typing import Any

from sqlalchemy import event

from app.observability.statements import current
from app.repositories.engine import Database


def count_statements(database: Database) -> None:
    """Count and time the statements that run on the engines of a database."""
    for engine in database.engines.values():
        event.listen(engine, "before_cursor_execute", _before)
        event.listen(engine, "after_cursor_execute", _after)


def _before(
    _connection: object, _cursor: object, statement: str, _values: object, context: Any, _many: object
) -> None:
    if statements := current.get():
        statements.add(statement)
        context.started_at = time.perf_counter()


def _after(
    _connection: object, _cursor: object, _statement: str, _values: object, context: Any, _many: object
) -> None:
    if statements := current.get():
        statements.seconds += time.perf_counter() - context.started_at
