"""Sessions that read from a streaming replica, and notice when they cannot.

A position is a number of bytes in the write-ahead log of the primary server. A replica that has replayed the
log up to a position has everything that was committed before it.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from psycopg2.errors import QueryCanceled
from sqlalchemy import Connection, Engine, TextClause, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session, SessionTransaction

from app.errors import DomainError, Unavailable

# How long a replica that failed is left alone, and how long the answer of one counts.
PAUSE_SECONDS = 10.0
CHECK_SECONDS = 1.0

# The end of the log, and of what replicas can have: a commit may not wait for the disk (synchronous_commit).
_INSERTED = text("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
_FLUSHED = text("SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint")
# Null if the server is no replica: one that was promoted has its own data from then on.
_REPLAYED = text("SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END")

_FAILED = "The replica cannot be used at the moment."

log = logging.getLogger(__name__)


class Replica:
    """The replica of a database, and whether it can be used."""

    def __init__(self, primary: Engine, engines: Mapping[Engine, Engine], max_lag: float) -> None:
        """Connect to nothing yet.

        Args:
            primary: for requests that only read.
            engines: those of the replica, by those of the primary that they replace.
            max_lag: seconds that the replica may be behind the primary.
        """
        self.primary = primary
        self._engines = engines
        self._max_lag = max_lag
        self._position, self._position_at = 0, float("-inf")
        self._paused_until = 0.0
        event.listen(engines[primary], "handle_error", self._translate, retval=True)

    def position(self) -> int:
        """Return a position of the primary that is behind everything committed so far."""
        return self._ask_primary(_INSERTED)

    def enter(self, session: Session, position: int) -> None:
        """Let a session that only reads use the replica, if it can be used.

        Args:
            session: it was not used yet.
            position: what the session must see at least.
        """
        if self._is_usable():
            primary: Any = session.bind
            session.info[_Visit] = _Visit(self, primary, max(position, self._required()))
            session.bind = self._engines[primary]

    def check(self, connection: Connection, position: int) -> None:
        """Raise Unavailable unless the server of a connection is a replica that has replayed a position."""
        # Of this connection: others may lead to another replica.
        replayed, checked_at = connection.info.get(Replica, (0, 0.0))
        if replayed >= position and monotonic() < checked_at + CHECK_SECONDS:
            return
        replayed = connection.execute(_REPLAYED).scalar_one()
        if replayed is None:
            # The address may lead to another server by now.
            connection.engine.dispose()
            self._pause("DATABASE_REPLICA_URL leads to a server that is no replica, or was promoted")
        elif replayed >= position:
            connection.info[Replica] = replayed, monotonic()
            self._paused_until = 0.0
            return
        raise Unavailable(_FAILED)

    def _is_usable(self) -> bool:
        now = monotonic()
        if now < self._paused_until:
            return False
        if self._paused_until:
            # This request tries it. The others do not wait for the result.
            self._paused_until = now + PAUSE_SECONDS
        return True

    def _required(self) -> int:
        """Return a position that the primary had within the time that the replica may be behind."""
        now = monotonic()
        if now > self._position_at + self._max_lag:
            self._position_at = now
            # Without the primary, nothing is newer than what the replica has.
            with suppress(Unavailable):
                self._position = self._ask_primary(_FLUSHED)
        return self._position

    def _ask_primary(self, question: TextClause) -> int:
        with self.primary.connect() as connection:
            position: int = connection.execute(question).scalar_one()
            return position

    def _pause(self, reason: str) -> None:
        self._paused_until = monotonic() + PAUSE_SECONDS
        log.warning("%s: requests read from the primary for the next %d s", reason, PAUSE_SECONDS)

    def _translate(self, context: ExceptionContext) -> DomainError | None:
        """Return Unavailable for all errors but timeouts: what fails on the replica is tried on the primary.

        Among them are conflicts of a long statement with changes that the replica replays.
        """
        if isinstance(context.original_exception, QueryCanceled):
            return None
        if context.is_disconnect or context.connection is None:
            self._pause("The replica does not respond")
        return Unavailable(_FAILED)


@dataclass(frozen=True)
class _Visit:
    """A session's use of the replica."""

    replica: Replica
    primary: Engine
    position: int


def leave_replica(session: Session) -> bool:
    """Make a session read from the primary from now on; return whether it used the replica."""
    visit: _Visit | None = session.info.pop(_Visit, None)
    if visit is None:
        return False
    session.close()
    session.bind = visit.primary
    return True


@contextmanager
def connect_to_primary(session: Session) -> Iterator[Connection]:
    """Open a connection to the primary, for what must hold at once, such as the end of a user's session."""
    visit: _Visit | None = session.info.get(_Visit)
    if visit is None:
        yield session.connection()
    else:
        with visit.replica.primary.connect() as connection:
            yield connection


@event.listens_for(Session, "after_begin")
def _check(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    visit: _Visit | None = session.info.get(_Visit)
    if visit is not None:
        visit.replica.check(connection, visit.position)
