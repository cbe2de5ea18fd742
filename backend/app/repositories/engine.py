"""The engine: how connections are made, and what their errors mean."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg2.extensions import connection
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.repositories.translation import translate

CONNECT_TIMEOUT_SECONDS = 5


def make_engine(settings: Settings) -> Engine:
    """Make the engine of one app. It connects when it is first used."""
    engine = create_engine(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_SECONDS,
            # Every timestamp arrives in UTC, whatever the server's own zone is.
            "options": f"-c timezone=UTC -c statement_timeout={settings.statement_timeout_ms}",
        },
    )
    event.listen(engine, "checkout", _refuse_ended)
    event.listen(engine, "handle_error", translate, retval=True)
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the factory of sessions. What was committed stays readable without another query."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def without_transaction(engine: Engine) -> Iterator[Connection]:
    """Lend a connection on which each statement is a transaction of its own.

    It saves one that only reads the two round trips that begin and end a transaction.
    """
    with engine.connect() as lent:
        driver: Any = lent.connection.dbapi_connection
        driver.autocommit = True
        try:
            yield lent
        finally:
            if not driver.closed:  # else nobody gets it again
                driver.autocommit = False


def _refuse_ended(connection: connection, _record: object, _proxy: object) -> None:
    """Let the pool connect anew where the server ended the connections: a restart costs nobody a request.

    Unasked, a server says only that it ends a connection. To listen costs nothing, ``pool_pre_ping`` asks.
    """
    listening = select.poll()
    listening.register(connection.fileno(), select.POLLIN)
    if listening.poll(0):
        raise InvalidatePoolError
