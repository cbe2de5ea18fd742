"""A client that uses the database during a migration, and measures how long it is blocked."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import connection

from headstart.migrations.rehearsal.attempts import READING, Attempt, client_statements
from headstart.migrations.rehearsal.tables import tables
from headstart.postgres.databases import connect

TIMEOUT = 15.0  # seconds, as `statement_timeout_ms` of the API
PAUSE = 0.005  # seconds between statements, to limit the load on the server


@dataclass(frozen=True)
class Wait:
    """The longest time that a client waited for the migration, and whether it timed out."""

    table: str
    activity: str
    seconds: float
    timed_out: bool = False


@dataclass(frozen=True)
class BrokenStatement:
    """A statement that worked before the migration and fails now."""

    table: str
    activity: str
    reason: str


class Client:
    """Reads and writes in two sessions during the `with` statement; all writes are rolled back."""

    def __init__(self, url: str) -> None:
        self._sessions = [connect(url), connect(url)]
        # The server processes of the sessions, and those that the migration blocks at the moment.
        self.pids = [session.info.backend_pid for session in self._sessions]
        self.blocked = set[int]()
        self._stop = threading.Event()
        self._waits: dict[tuple[str, str], Wait] = {}
        self._broken: dict[tuple[str, str], BrokenStatement] = {}
        are_uncounted = [_prepare(session) for session in self._sessions]
        # Whether the server's statistics exclude the changes of this client.
        self.is_uncounted = all(are_uncounted)
        statements = [attempt for attempt in self._all() if self._works(attempt)]
        read = [attempt for attempt in statements if attempt.activity == READING]
        write = [attempt for attempt in statements if attempt.activity != READING]
        self._jobs = list(zip(self._sessions, (read, write), strict=True))
        self._threads = [threading.Thread(target=self._work, args=job, daemon=True) for job in self._jobs]

    def __enter__(self) -> Self:
        """Start the threads."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the threads, and run all statements once more; after an error, cancel them."""
        self._stop.set()
        for thread, session in zip(self._threads, self._sessions, strict=True):
            while thread.is_alive():
                if kind:
                    with suppress(psycopg2.Error):
                        session.cancel()
                thread.join(PAUSE)
        for session, statements in self._jobs:
            for attempt in () if kind else statements:
                self._try(session, attempt, 0)
            session.close()

    @property
    def waits(self) -> list[Wait]:
        """The longest wait of each blocked statement, longest first."""
        return sorted(self._waits.values(), key=lambda wait: wait.seconds, reverse=True)

    @property
    def broken(self) -> list[BrokenStatement]:
        """The statements that failed."""
        return list(self._broken.values())

    def _all(self) -> list[Attempt]:
        with self._sessions[0] as session, session.cursor() as rows:
            return [attempt for table in tables(rows) for attempt in client_statements(rows, table)]

    def _works(self, attempt: Attempt) -> bool:
        """Return whether a statement works before the migration; triggers and rules may forbid it."""
        session = self._sessions[0]
        try:
            with session.cursor() as rows:
                attempt.run(rows, 0)
        except psycopg2.Error:
            return False
        else:
            return True
        finally:
            session.rollback()

    def _work(self, session: connection, statements: list[Attempt]) -> None:
        turn = 0
        while statements and not self._stop.is_set():
            for attempt in statements:
                if session.closed or self._stop.wait(PAUSE):
                    return
                self._try(session, attempt, turn)
            turn += 1

    def _try(self, session: connection, attempt: Attempt, turn: int) -> None:
        key = (attempt.table, attempt.activity)
        pid, timed_out = session.info.backend_pid, False
        self.blocked.discard(pid)
        start = time.monotonic()
        try:
            with session.cursor() as rows:
                attempt.run(rows, turn)
        except errors.QueryCanceled:
            timed_out = True
        except psycopg2.Error as error:
            self._broken[key] = BrokenStatement(*key, str(error).splitlines()[0])
        current = Wait(*key, time.monotonic() - start, timed_out)
        with suppress(psycopg2.Error):
            session.rollback()
        if pid in self.blocked or timed_out:  # otherwise it was slow for other reasons
            self._waits[key] = max(current, self._waits.get(key, current), key=lambda wait: wait.seconds)


def _prepare(session: connection) -> bool:
    """Set the API's timeout; return whether the session is excluded from the statistics."""
    with session, session.cursor() as rows:
        rows.execute("SET statement_timeout = %s", [f"{TIMEOUT}s"])
    try:
        with session, session.cursor() as rows:
            rows.execute("SET track_counts = off")
    except errors.InsufficientPrivilege:
        return False
    return True
