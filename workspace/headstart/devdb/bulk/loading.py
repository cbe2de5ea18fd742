"""Stores all rows in one transaction, or none, even if a process is killed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection

from psycopg2 import sql
from psycopg2.extensions import connection, cursor

from headstart.devdb.bulk.blocks import Span
from headstart.devdb.bulk.copying import copy
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.indexes import drop_objects, recreate_objects
from headstart.devdb.bulk.models import owner_column
from headstart.devdb.bulk.plan import all_factories, model_of
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.sources import Source
from headstart.devdb.bulk.workers import GeneratedBlock, generate_blocks, open_sources

# The lock of backend/seeds, so that both never run at the same time.
LOCK = 2_718_281_828
# Indexes are not dropped if the tables have this many times the new rows: recreating them would take longer
# than updating them.
MAX_REBUILD_FACTOR = 10
SETTINGS = """
SET LOCAL lock_timeout = '10s';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
-- Notice during a statement that this process was killed.
SET LOCAL client_connection_check_interval = '1s';
"""


@dataclass(frozen=True)
class Order:
    """The rows to store for each table, the seed, and the number of processes."""

    counts: Mapping[str, int]
    seed: str = "1"
    processes: int | None = None

    @property
    def rows(self) -> int:
        """The number of rows in all tables."""
        return sum(self.counts.values())


def load(database: connection, order: Order, pipes: Sequence[Connection], progress: Progress) -> None:
    """Store the rows from the processes at the other ends of the pipes, and commit.

    Raises:
        SeedError: the rows cannot be generated.
        psycopg2.Error: the database reported an error, or the connection was lost.
    """
    with database.cursor() as rows:
        _acquire_lock(rows, progress)
        rows.execute(SETTINGS)
        drop_indexes = _lock(rows, order.counts)
        spans = [_span(rows, table, count) for table, count in order.counts.items()]
        sources = open_sources(spans, order.seed)
        _try_last_rows(sources.values(), progress)
        dropped = drop_objects(rows, list(order.counts)) if drop_indexes else []
        _copy_all(rows, generate_blocks(sources, pipes), progress)
        with progress.steps("indexes", [each.name for each in dropped]) as report:
            for name in recreate_objects(rows, dropped):
                report(name)
        _move_sequences(rows, spans)
        rows.execute(sql.SQL("ANALYZE {}").format(_names(order.counts)))
    database.commit()


def vacuum(database: connection, tables: Iterable[str]) -> None:
    """Vacuum the tables, which also frees the space of rows that were rolled back."""
    database.autocommit = True
    with database.cursor() as statements:
        statements.execute(sql.SQL("VACUUM {}").format(_names(tables)))


def _acquire_lock(rows: cursor, progress: Progress) -> None:
    """Wait until no other seeding is running."""
    rows.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    if rows.fetchone() != (True,):
        progress.say("waiting for another seeding to finish")
        rows.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _lock(rows: cursor, counts: Mapping[str, int]) -> bool:
    """Lock the tables against writes; return whether to drop and recreate their indexes.

    That requires a lock against reads, too, which is acquired at once to avoid deadlocks.
    """
    present = sum(_number(rows, "SELECT count(*) FROM {}", table) for table in counts)
    drop_indexes = present <= MAX_REBUILD_FACTOR * sum(counts.values())
    mode = sql.SQL("ACCESS EXCLUSIVE" if drop_indexes else "SHARE ROW EXCLUSIVE")
    rows.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(_names(counts), mode))
    return drop_indexes


def _span(rows: cursor, table: str, count: int) -> Span:
    first = _number(rows, "SELECT COALESCE(max(id), 0) FROM {}", table) + 1
    return Span(table, first, count, _owner(rows, table))


def _owner(rows: cursor, table: str) -> int | None:
    """Return the team or user that the rows of a table belong to, which is the oldest one."""
    column = owner_column(model_of(all_factories()[table]))
    if column is None:
        return None
    owners = next(iter(column.foreign_keys)).column.table.name
    if oldest := _number(rows, "SELECT COALESCE(min(id), 0) FROM {}", owners):
        return oldest
    msg = f"the rows of {table} belong to one of the {owners}, and there are none: run `inv seed` first"
    raise SeedError(msg)


def _try_last_rows(sources: Iterable[Source], progress: Progress) -> None:
    """Generate the last row of every table, to detect errors before anything is written."""
    for source in sources:
        for note in source.compiled.notes:
            progress.say(f"note: {note}")
        source.lines(source.block(source.span.last, 1))


def _copy_all(rows: cursor, blocks: Iterable[GeneratedBlock], progress: Progress) -> None:
    for source, group in groupby(blocks, key=lambda each: each[0]):
        with progress.rows(source.span.table, source.span.count) as advance:
            for _source, block, content in group:
                copy(rows, source, block, content)
                advance(block.count)


def _move_sequences(rows: cursor, spans: Iterable[Span]) -> None:
    """Advance the sequences, so that later rows follow the last one."""
    for span in spans:
        rows.execute(
            "SELECT setval(found, %s) FROM CAST(pg_get_serial_sequence(%s, 'id') AS regclass) found"
            " WHERE COALESCE(pg_sequence_last_value(found), 0) < %s",
            [span.last, f'"{span.table}"', span.last],
        )


def _number(rows: cursor, query: str, table: str) -> int:
    rows.execute(sql.SQL(query).format(sql.Identifier(table)))
    row = rows.fetchone()
    return int(row[0]) if row else 0


def _names(tables: Iterable[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, tables))
