"""The engine: how connections are made, and what their errors mean."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg2 import ProgrammingError
from psycopg2.extensions import connection, parse_dsn
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker

from app.config import DatabaseSettings, Settings, SettingsError
from app.repositories.translation import translate

CONNECT_TIMEOUT_SECONDS = 5


def make_engine(settings: Settings) -> Engine:
    """Make the engine of one app. It connects when it is first used.

    Raises:
        SettingsError: DATABASE_URL is not an address of PostgreSQL.
    """
    engine = plain_engine(settings, pool_size=settings.pool_size, max_overflow=settings.pool_overflow)

    def configure(connected: connection, _record: object) -> None:
        # Not as startup options: those of the address stay as they are, and a pooler may refuse them.
        with connected.cursor() as statements:
            # Every timestamp arrives in UTC, whatever the server's own zone is.
            statements.execute(
                f"SET timezone = 'UTC'; SET statement_timeout = {settings.statement_timeout_ms}"
            )
        connected.commit()

    event.listen(engine, "connect", configure)
    event.listen(engine, "checkout", _refuse_ended)
    event.listen(engine, "handle_error", translate, retval=True)
    return engine


def plain_engine(settings: DatabaseSettings, **options: Any) -> Engine:
    """Make an engine with nothing but the address: for migrations, seeds and tests.

    Raises:
        SettingsError: DATABASE_URL is not an address of PostgreSQL.
    """
    # The driver is named: SQLAlchemy 2.1 takes ``postgresql://`` to mean psycopg 3.
    return create_engine("postgresql+psycopg2://", connect_args=connection_arguments(settings), **options)


def connection_arguments(settings: DatabaseSettings) -> dict[str, Any]:
    """Return what psycopg2 connects with: libpq itself reads the address, as it does for every other tool.

    Raises:
        SettingsError: DATABASE_URL is not an address of PostgreSQL.
    """
    try:
        arguments: dict[str, Any] = parse_dsn(settings.database_url)
    except ProgrammingError as error:
        msg = "DATABASE_URL: must be an address such as postgresql://user:password@host:5432/name."
        raise SettingsError(msg) from error
    if settings.database_password is not None:
        arguments.setdefault("password", settings.database_password.get_secret_value())
    arguments.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
    return arguments


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
    """Let the pool reconnect where the server ended the connections: a restart costs nobody a request.

    Unasked, a server says only that it ends a connection. To listen costs nothing, ``pool_pre_ping`` asks.
    """
    listening = select.poll()
    listening.register(connection.fileno(), select.POLLIN)
    if listening.poll(0):
        raise InvalidatePoolError
