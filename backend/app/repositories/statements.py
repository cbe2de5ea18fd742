"""Counts and times the statements of each request, in development."""

import re
import time
from typing import Any

from sqlalchemy import Connection, event

from app.observability.statements import SLOW_SECONDS, current
from app.repositories.engine import Database

# Others have no plan, and to ask for it would end the transaction.
EXPLAINABLE = re.compile(r"\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)


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
    connection: Connection, _cursor: object, statement: str, values: Any, context: Any, is_many: object
) -> None:
    if statements := current.get():
        seconds = time.perf_counter() - context.started_at
        statements.seconds += seconds
        if seconds >= SLOW_SECONDS:
            plan = (
                _plan(connection, statement, values) if EXPLAINABLE.match(statement) and not is_many else ""
            )
            statements.add_slow(statement, seconds, plan)


def _plan(connection: Connection, statement: str, values: Any) -> str:
    """Return how PostgreSQL runs a statement, without running it again."""
    cursor = connection.connection.cursor()  # not SQLAlchemy's, which would count this, too
    cursor.execute(f"EXPLAIN {statement}", values)
    return "\n".join(line for (line,) in cursor.fetchall())
