"""What a client of the application does with a table: it reads rows, changes them and adds some.

It knows the columns that were there when it was started, as the code that runs during a deployment does.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from psycopg2 import errors, sql
from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.tables import Table, names

READING, WRITING = "reading", "writing to"
ENOUGH_ROWS = 10_000  # of which the sampled ones are chosen
SAMPLED = 100


@dataclass(frozen=True)
class Attempt:
    """One statement on one table, and the keys of some rows that it can be about."""

    table: str
    doing: str
    statement: sql.Composable
    keys: tuple[tuple[Any, ...], ...]

    def make(self, rows: cursor, turn: int) -> None:
        """Execute it for one of the rows; a row that is there already is what it expects to be told."""
        # That comes after the checks of its columns, and before it is in the table.
        with suppress(errors.UniqueViolation):
            rows.execute(self.statement, [self.keys[turn % len(self.keys)]] if self.keys else None)


def attempts(rows: cursor, table: Table) -> list[Attempt]:
    """Return what a client does with a table; one without a primary key is only read."""
    keys = _sample(rows, table) if table.key else ()
    place = sql.SQL("({}) = %s").format(names(table.key)) if keys else sql.SQL("false")
    blanks = {"table": table.identifier, "columns": names(table.columns), "place": place}
    read = sql.SQL("SELECT {columns} FROM {table} WHERE {place}")
    found = [Attempt(table.label, READING, read.format(**blanks), keys)]
    if table.key:
        same = sql.SQL(", ").join(sql.SQL("{0} = {0}").format(sql.Identifier(name)) for name in table.columns)
        change = sql.SQL("UPDATE {table} SET {same} WHERE {place}")
        add = sql.SQL(
            "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE "
            "SELECT {columns} FROM {table} WHERE {place}"
        )
        found += [
            Attempt(table.label, WRITING, change.format(same=same, **blanks), keys),
            Attempt(table.label, WRITING, add.format(**blanks), keys),
        ]
    return found


def _sample(rows: cursor, table: Table) -> tuple[tuple[Any, ...], ...]:
    """Return the keys of some rows, from all over the table."""
    share = min(100.0, 100.0 * ENOUGH_ROWS / max(table.rows, 1.0))
    statement = sql.SQL(
        "SELECT {key} FROM (SELECT {key} FROM {table} TABLESAMPLE SYSTEM (%s)) AS sample "
        "ORDER BY random() LIMIT %s"
    )
    rows.execute(statement.format(key=names(table.key), table=table.identifier), [share, SAMPLED])
    return tuple(rows.fetchall())
