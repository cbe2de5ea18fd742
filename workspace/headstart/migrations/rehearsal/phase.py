"""One direction of one migration, run and watched."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.client import Broken, Client, Wait
from headstart.migrations.rehearsal.locks import Lock, LockWatch
from headstart.migrations.rehearsal.stepper import Migration, Stepper
from headstart.postgres.databases import connect

POLL = 0.005  # seconds between two looks at the locks while a statement runs

# Tables only: what happens to their indexes follows from it.
FILES = "SELECT oid, oid::regclass::text, pg_relation_filenode(oid) FROM pg_class WHERE relkind IN ('r', 'm')"
COUNTS = """
    SELECT relid, relid::regclass::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
    WHERE relname <> 'alembic_version'
"""
BLOCKED = "SELECT pid FROM unnest(%s) AS pid WHERE %s = ANY (pg_blocking_pids(pid))"


@dataclass(frozen=True)
class Phase:
    """What was seen while one direction of a migration ran."""

    name: str  # up, down, up again
    seconds: float
    locks: list[Lock]
    rewritten: list[str]
    rows: dict[str, int] | None  # changed, by table; None where the client's own cannot be left out
    waits: list[Wait]
    broken: list[Broken]
    failure: str  # why it failed, or nothing


@dataclass
class Progress:
    """What the process of the migrations is at."""

    pid: int = 0
    statement: str = ""
    began: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    failure: str = ""
    over: bool = False


def watched(stepper: Stepper, url: str, migration: Migration, name: str) -> Phase:
    """Run a migration up or down while a client uses the database."""
    direction = "downgrade" if name == "down" else "upgrade"
    with _looking(url) as rows:
        locks, before, counts = LockWatch(rows), _files(rows), _counts(rows)
        with Client(url) as client:
            stepper.tell(f"{direction} {migration.revision}")
            progress = _follow(stepper, Watch(rows, locks, client))
        _gone(rows, progress.pid)
        return Phase(
            name,
            progress.ended - (progress.started or progress.ended),
            locks.close(progress.ended),
            _rewritten(before, _files(rows)),
            _changed(counts, _counts(rows)) if client.uncounted else None,
            client.waits,
            client.broken,
            progress.failure,
        )


@dataclass(frozen=True)
class Watch:
    """What is looked at while a statement runs: the locks, and who waits for them."""

    rows: cursor
    locks: LockWatch
    client: Client

    def look(self, progress: Progress, now: float) -> None:
        """Note what the migration holds now, and which of the client's sessions wait for it."""
        self.locks.look(progress.pid, now, progress.began, progress.statement)
        self.rows.execute(BLOCKED, [self.client.pids, progress.pid])
        self.client.blocked.update(pid for (pid,) in self.rows.fetchall())


def _follow(stepper: Stepper, watch: Watch) -> Progress:
    """Look again and again until the migration ends; the time that it stops for that does not count."""
    progress, looked, stopped = Progress(), 0.0, 0.0
    while not progress.over:
        event = stepper.next(POLL)
        now = time.monotonic() - stopped
        if event:
            _note(progress, event, now)
        waits = bool(event and event.get("waits"))
        if progress.pid and (waits or now - looked >= POLL):
            watch.look(progress, now)
            looked = now
        if waits:
            stopped = time.monotonic() - now
            stepper.tell("")
    progress.ended = now
    return progress


def _note(progress: Progress, event: dict[str, object], now: float) -> None:
    match event:
        case {"event": "connected", "pid": int(pid)}:
            progress.pid = pid
        case {"event": "statement", "text": str(text)}:
            progress.statement, progress.began = " ".join(text.split()), now
            progress.started = progress.started or now
        case {"event": "failed", "reason": str(reason)}:
            progress.failure, progress.over = reason, True
        case {"event": "done"}:
            progress.over = True


@contextmanager
def _looking(url: str) -> Iterator[cursor]:
    """Open a session for short looks: nothing may wait for it."""
    with closing(connect(url)) as session:
        session.autocommit = True
        with session.cursor() as rows:
            yield rows


def _gone(rows: cursor, pid: int) -> None:
    """Wait until a session has ended: then it has reported the rows that it changed."""
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
    return {name: changed for name, changed in changes.items() if changed}
