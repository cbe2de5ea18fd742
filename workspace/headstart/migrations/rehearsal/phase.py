"""Runs a migration in one direction and observes it."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.client import BrokenStatement, Client, Wait
from headstart.migrations.rehearsal.locks import Lock, LockWatch
from headstart.migrations.rehearsal.stepper import Migration, Stepper
from headstart.postgres.databases import connect

POLL = 0.005  # seconds between looks at the locks

# Only tables: their indexes are rewritten with them.
FILES = "SELECT oid, oid::regclass::text, pg_relation_filenode(oid) FROM pg_class WHERE relkind IN ('r', 'm')"
COUNTS = """
    SELECT relid, relid::regclass::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
    WHERE relname <> 'alembic_version'
"""
BLOCKED = "SELECT pid FROM unnest(%s) AS pid WHERE %s = ANY (pg_blocking_pids(pid))"


@dataclass(frozen=True)
class Phase:
    """The observations while a migration ran in one direction."""

    name: str  # up, down, up again
    seconds: float
    locks: list[Lock]
    rewritten: list[str]
    rows: dict[str, int] | None  # changed, by table; None if the client's changes cannot be excluded
    waits: list[Wait]
    broken: list[BrokenStatement]
    failure: str  # the reason; empty if it succeeded


@dataclass
class Progress:
    """The state of the process that runs migrations."""

    pid: int = 0
    statement: str = ""
    statement_start: float = 0.0
    start: float = 0.0
    end: float = 0.0
    failure: str = ""
    is_over: bool = False


def run_phase(stepper: Stepper, url: str, migration: Migration, name: str) -> Phase:
    """Run a migration up or down while a client uses the database."""
    direction = "downgrade" if name == "down" else "upgrade"
    with _observer(url) as rows:
        locks, before, counts = LockWatch(rows), _files(rows), _counts(rows)
        with Client(url) as client:
            stepper.send(f"{direction} {migration.revision}")
            progress = _follow(stepper, Watch(rows, locks, client))
        _wait_for_exit(rows, progress.pid)
        return Phase(
            name,
            progress.end - (progress.start or progress.end),
            locks.close(progress.end),
            _rewritten(before, _files(rows)),
            _changed(counts, _counts(rows)) if client.is_uncounted else None,
            client.waits,
            client.broken,
            progress.failure,
        )


@dataclass(frozen=True)
class Watch:
    """Observes the locks during a statement, and the sessions that wait for them."""

    rows: cursor
    locks: LockWatch
    client: Client

    def look(self, progress: Progress, now: float) -> None:
        """Record the migration's locks, and the client's sessions that it blocks."""
        self.locks.look(progress.pid, now, progress.statement_start, progress.statement)
        self.rows.execute(BLOCKED, [self.client.pids, progress.pid])
        self.client.blocked.update(pid for (pid,) in self.rows.fetchall())


def _follow(stepper: Stepper, watch: Watch) -> Progress:
    """Observe the migration until it ends; the time that it pauses for this does not count."""
    progress, last_look, paused = Progress(), 0.0, 0.0
    while not progress.is_over:
        event = stepper.next(POLL)
        now = time.monotonic() - paused
        if event:
            _update(progress, event, now)
        waits = bool(event and event.get("waits"))
        if progress.pid and (waits or now - last_look >= POLL):
            watch.look(progress, now)
            last_look = now
        if waits:
            paused = time.monotonic() - now
            stepper.send("")
    progress.end = now
    return progress


def _update(progress: Progress, event: dict[str, object], now: float) -> None:
    match event:
        case {"event": "connected", "pid": int(pid)}:
            progress.pid = pid
        case {"event": "statement", "text": str(text)}:
            progress.statement, progress.statement_start = " ".join(text.split()), now
            progress.start = progress.start or now
        case {"event": "failed", "reason": str(reason)}:
            progress.failure, progress.is_over = reason, True
        case {"event": "done"}:
            progress.is_over = True


@contextmanager
def _observer(url: str) -> Iterator[cursor]:
    """Open a session in autocommit mode, which blocks nothing."""
    with closing(connect(url)) as session:
        session.autocommit = True
        with session.cursor() as rows:
            yield rows


def _wait_for_exit(rows: cursor, pid: int) -> None:
    """Wait until a session has ended, as it reports changed rows at its end."""
    while True:
        rows.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid])
        if rows.rowcount == 0:
            return
        time.sleep(POLL)


def _files(rows: cursor) -> dict[int, tuple[str, int]]:
    rows.execute(FILES)
    return {oid: (name, file) for oid, name, file in rows.fetchall()}


def _counts(rows: cursor) -> dict[int, tuple[str, int]]:
    rows.execute(COUNTS)
    return {oid: (name, count) for oid, name, count in rows.fetchall()}


def _rewritten(before: dict[int, tuple[str, int]], after: dict[int, tuple[str, int]]) -> list[str]:
    return sorted(
        name
        for oid, (name, file) in after.items()
        if oid in before and before[oid][1] != file and not name.startswith("pg_")
    )


def _changed(before: dict[int, tuple[str, int]], after: dict[int, tuple[str, int]]) -> dict[str, int]:
    changes = {name: count - before.get(oid, ("", 0))[1] for oid, (name, count) in after.items()}
    return {name: count for name, count in changes.items() if count}
