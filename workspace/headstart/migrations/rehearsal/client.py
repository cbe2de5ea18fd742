"""A client that uses the database while a migration runs, and measures how long that keeps it waiting."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import connection

from headstart.migrations.rehearsal.attempts import READING, Attempt, attempts
from headstart.migrations.rehearsal.tables import tables
from headstart.postgres.databases import connect

PATIENCE = 15.0  # seconds after which a statement is given up: `statement_timeout_ms` of the API
PACE = 0.005  # seconds between two statements: it must be there, not keep the server busy


@dataclass(frozen=True)
class Wait:
    """The longest time that a client waited for the migration; it may have given up."""

    table: str
    doing: str
    seconds: float
    given_up: bool = False


@dataclass(frozen=True)
class Broken:
    """Something that worked before the migration and fails since."""

    table: str
    doing: str
    reason: str


class Client:
    """Reads and writes in two sessions until the block ends; all that it writes is rolled back."""

    def __init__(self, url: str) -> None:
        self._sessions = [connect(url), connect(url)]
        # By which the server knows the sessions; and those of them that wait for the migration as of now.
        self.pids = [session.info.backend_pid for session in self._sessions]
        self.blocked = set[int]()
        self._stop = threading.Event()
        self._waits: dict[tuple[str, str], Wait] = {}
        self._broken: dict[tuple[str, str], Broken] = {}
        prepared = [_prepare(session) for session in self._sessions]
        # Whether the server's counts of changed rows leave out what this client changes.
        self.uncounted = all(prepared)
        usual = [attempt for attempt in self._all() if self._works(attempt)]
        read = [attempt for attempt in usual if attempt.doing == READING]
        write = [attempt for attempt in usual if attempt.doing != READING]
        self._jobs = list(zip(self._sessions, (read, write), strict=True))
        self._threads = [threading.Thread(target=self._work, args=job, daemon=True) for job in self._jobs]

    def __enter__(self) -> Self:
        """Begin."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Try all once more and end; after an error end at once, whatever still waits."""
        self._stop.set()
        for thread, session in zip(self._threads, self._sessions, strict=True):
            while thread.is_alive():
                if kind:
                    with suppress(psycopg2.Error):
                        session.cancel()
                thread.join(PACE)
        for session, usual in self._jobs:
            for attempt in () if kind else usual:
                self._try(session, attempt, 0)
            session.close()

    @property
    def waits(self) -> list[Wait]:
        """The longest wait for each thing that had to wait, the longest of all first."""
        return sorted(self._waits.values(), key=lambda wait: wait.seconds, reverse=True)

    @property
    def broken(self) -> list[Broken]:
        """What failed."""
        return list(self._broken.values())

    def _all(self) -> list[Attempt]:
        with self._sessions[0] as session, session.cursor() as rows:
            return [attempt for table in tables(rows) for attempt in attempts(rows, table)]

    def _works(self, attempt: Attempt) -> bool:
        """Say whether an attempt succeeds before the migration; a table may forbid it on purpose."""
        session = self._sessions[0]
        try:
            with session.cursor() as rows:
                attempt.make(rows, 0)
        except psycopg2.Error:
            return False
        else:
            return True
        finally:
            session.rollback()

    def _work(self, session: connection, usual: list[Attempt]) -> None:
        turn = 0
        while usual and not self._stop.is_set():
            for attempt in usual:
                if session.closed or self._stop.wait(PACE):
                    return
                self._try(session, attempt, turn)
            turn += 1

    def _try(self, session: connection, attempt: Attempt, turn: int) -> None:
        key = (attempt.table, attempt.doing)
        pid, given_up = session.info.backend_pid, False
        self.blocked.discard(pid)
        began = time.monotonic()
        try:
            with session.cursor() as rows:
                attempt.make(rows, turn)
        except errors.QueryCanceled:
            given_up = True
        except psycopg2.Error as error:
            self._broken[key] = Broken(*key, str(error).splitlines()[0])
        waited = Wait(*key, time.monotonic() - began, given_up)
        with suppress(psycopg2.Error):
            session.rollback()
        if pid in self.blocked or given_up:  # otherwise the machine had other things to do
            self._waits[key] = max(waited, self._waits.get(key, waited), key=lambda wait: wait.seconds)


def _prepare(session: connection) -> bool:
    """Set the limit of the API; return whether what the session does stays out of the statistics."""
    with session, session.cursor() as rows:
        rows.execute("SET statement_timeout = %s", [f"{PATIENCE}s"])
    try:
        with session, session.cursor() as rows:
            rows.execute("SET track_counts = off")
    except errors.InsufficientPrivilege:
        return False
    return True
