"""The statements of a simulated client on a table: it reads, changes and adds rows.

It uses the columns from before the migration, like the code that runs during a deployment.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from psycopg2 import errors, sql
from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.tables import Table, names

READING, WRITING = "reading", "writing to"
CANDIDATE_ROWS = 10_000
SAMPLE_SIZE = 100


@dataclass(frozen=True)
class Attempt:
    """A statement on a table, and the keys of rows that it can use."""

    table: str
    activity: str
    statement: sql.Composable
    keys: tuple[tuple[Any, ...], ...]

    def run(self, rows: cursor, turn: int) -> None:
        """Execute it for one of the rows. An insert is expected to violate a unique constraint."""
        # The violation is detected after the checks, before the row is stored.
        with suppress(errors.UniqueViolation):
            rows.execute(self.statement, [self.keys[turn % len(self.keys)]] if self.keys else None)


def client_statements(rows: cursor, table: Table) -> list[Attempt]:
    """Return the statements of a client on a table; one without a primary key is only read."""
    keys = _sample(rows, table) if table.key else ()
    condition = sql.SQL("({}) = %s").format(names(table.key)) if keys else sql.SQL("false")
    identifiers = {"table": table.identifier, "columns": names(table.columns), "condition": condition}
    read = sql.SQL("SELECT {columns} FROM {table} WHERE {condition}")
    statements = [Attempt(table.label, READING, read.format(**identifiers), keys)]
    if table.key:
        same = sql.SQL(", ").join(sql.SQL("{0} = {0}").format(sql.Identifier(name)) for name in table.columns)
        change = sql.SQL("UPDATE {table} SET {same} WHERE {condition}")
        add = sql.SQL(
            "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE "
            "SELECT {columns} FROM {table} WHERE {condition}"
        )
        statements += [
            Attempt(table.label, WRITING, change.format(same=same, **identifiers), keys),
            Attempt(table.label, WRITING, add.format(**identifiers), keys),
        ]
    return statements


def _sample(rows: cursor, table: Table) -> tuple[tuple[Any, ...], ...]:
    """Return the keys of random rows."""
    share = min(100.0, 100.0 * CANDIDATE_ROWS / max(table.rows, 1.0))
    statement = sql.SQL(
        "SELECT {key} FROM (SELECT {key} FROM {table} TABLESAMPLE SYSTEM (%s)) AS sample "
        "ORDER BY random() LIMIT %s"
    )
    rows.execute(statement.format(key=names(table.key), table=table.identifier), [share, SAMPLE_SIZE])
    return tuple(rows.fetchall())
