"""The engine: how connections are made, and what their errors mean."""

import select
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
    event.listen(engine, "checkout", _check_out)
    event.listen(engine, "handle_error", translate, retval=True)
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the factory of sessions. What was committed stays readable without another query."""
    return sessionmaker(engine, expire_on_commit=False)


def end_each(lent: Connection) -> None:
    """Let every statement on a connection of the pool be a transaction of its own, until it is given back.

    It saves one that only reads the two round trips that begin and end a transaction.
    """
    _commit_each(lent.connection.dbapi_connection, each=True)


def _check_out(lent: connection, _record: object, _proxy: object) -> None:
    """Let the pool connect anew where the server ended the connections: a restart costs nobody a request.

    Unasked, a server says only that it ends a connection. To listen costs nothing, ``pool_pre_ping`` asks.
    """
    listening = select.poll()
    listening.register(lent.fileno(), select.POLLIN)
    if listening.poll(0):
        raise InvalidatePoolError
    _commit_each(lent, each=False)


def _commit_each(lent: Any, *, each: bool) -> None:
    if lent.autocommit != each:  # to ask costs less than to set
        lent.autocommit = each
