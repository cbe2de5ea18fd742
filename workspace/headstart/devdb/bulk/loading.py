"""One transaction that stores all rows, or nothing: after a kill, here or there, the tables are as before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection

from psycopg2 import sql
from psycopg2.extensions import connection, cursor

from headstart.devdb.bulk.blocks import Span
from headstart.devdb.bulk.copying import copy
from headstart.devdb.bulk.indexes import put_back, set_aside
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.sources import Source
from headstart.devdb.bulk.workers import Made, made_rows, open_sources

# The number that backend/seeds takes its turns by: the two never run at once.
TURN = 2_718_281_828
# The indexes are set aside unless the tables hold this many times the new rows: then to make them again
# takes longer than to keep them up.
MANY = 10
SETTINGS = """
SET LOCAL lock_timeout = '10s';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
-- That this process was killed is noticed in the middle of a statement too.
SET LOCAL client_connection_check_interval = '1s';
"""


@dataclass(frozen=True)
class Order:
    """What to store: how many rows of each table, by which seed, made by how many processes."""

    counts: Mapping[str, int]
    seed: str = "1"
    processes: int | None = None

    @property
    def rows(self) -> int:
        """How many rows that are in all tables together."""
        return sum(self.counts.values())


def load(database: connection, order: Order, pipes: Sequence[Connection], progress: Progress) -> None:
    """Store the rows, as the processes at the other end of some pipes make them, and commit.

    Raises:
        SeedError: the rows cannot be made.
        psycopg2.Error: the database refuses, or is gone.
    """
    with database.cursor() as rows:
        _take_turn(rows, progress)
        rows.execute(SETTINGS)
        spared = _lock(rows, order.counts)
        spans = [_span(rows, table, count) for table, count in order.counts.items()]
        sources = open_sources(spans, order.seed)
        _try_the_last(sources.values(), progress)
        dropped = set_aside(rows, list(order.counts)) if spared else []
        _copy_all(rows, made_rows(sources, pipes), progress)
        with progress.steps("indexes", [each.name for each in dropped]) as begin:
            for name in put_back(rows, dropped):
                begin(name)
        _move_sequences(rows, spans)
        rows.execute(sql.SQL("ANALYZE {}").format(_names(order.counts)))
    database.commit()


def tidy(database: connection, tables: Iterable[str]) -> None:
    """Vacuum the tables: what everybody sees is marked so, the room of what nobody sees is given back."""
    database.autocommit = True
    with database.cursor() as statements:
        statements.execute(sql.SQL("VACUUM {}").format(_names(tables)))


def _take_turn(rows: cursor, progress: Progress) -> None:
    """Wait until no other seeding is at work."""
    rows.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
    if rows.fetchone() != (True,):
        progress.say("another seeding is at work: waiting for it")
        rows.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _lock(rows: cursor, counts: Mapping[str, int]) -> bool:
    """Keep others from writing to the tables; return whether their indexes are worth to be made again.

    Then nobody may read meanwhile, and locking so at once cannot end in a deadlock.
    """
    present = sum(_number(rows, "SELECT count(*) FROM {}", table) for table in counts)
    spared = present <= MANY * sum(counts.values())
    mode = sql.SQL("ACCESS EXCLUSIVE" if spared else "SHARE ROW EXCLUSIVE")
    rows.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(_names(counts), mode))
    return spared


def _span(rows: cursor, table: str, count: int) -> Span:
    return Span(table, _number(rows, "SELECT COALESCE(max(id), 0) FROM {}", table) + 1, count)


def _try_the_last(sources: Iterable[Source], progress: Progress) -> None:
    """Make the last row of every table: what cannot be made to the end is said before anything is written."""
    for source in sources:
        for note in source.compiled.notes:
            progress.say(f"note: {note}")
        source.lines(source.block(source.span.last, 1))


def _copy_all(rows: cursor, blocks: Iterable[Made], progress: Progress) -> None:
    for source, made in groupby(blocks, key=lambda each: each[0]):
        with progress.rows(source.span.table, source.span.count) as advance:
            for _source, block, written in made:
                copy(rows, source, block, written)
                advance(block.count)


def _move_sequences(rows: cursor, spans: Iterable[Span]) -> None:
    """Have what is added later follow the last row."""
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
