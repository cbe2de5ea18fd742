"""Engines and sessions."""

import select
from collections.abc import Callable
from typing import Any

from psycopg2 import ProgrammingError
from psycopg2.extensions import connection, parse_dsn
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import sessionmaker

from app.config import DatabaseSettings, Settings, SettingsError
from app.repositories.replica import Replica
from app.repositories.scope import READS
from app.repositories.translation import translate

CONNECT_TIMEOUT_SECONDS = 5
REPLICA_CONNECT_TIMEOUT_SECONDS = 2  # the request then connects to the primary
# Detects a lost network within seconds; by default, it takes a quarter of an hour.
NETWORK = {
    "tcp_user_timeout": 8_000,  # milliseconds
    "keepalives_idle": 5,  # seconds, as below
    "keepalives_interval": 1,
    "keepalives_count": 3,
}


class Database:
    """The engines of one app and the sessions on them. Each connects when it is first used.

    Attributes:
        engines: for requests that write, for those that only read, and for the replica, by their names.
        replica: decides which requests read from the replica, if there is one.
        sessions: for requests that write; each begins a transaction.
        read_sessions: for requests that only read. Each statement is its own transaction, which saves the
            round trips to begin and end one.
        # region accounts
        scoped_read_sessions: for requests that only read, also records of a team or a user. Each has a
            transaction, because the settings that policies of tables compare with end with it.
        # endregion
    """

    def __init__(self, settings: Settings) -> None:
        """Make the engines; raises SettingsError if DATABASE_URL is invalid."""
        reader = _make_reader(settings, settings.database_read_url or settings.database_url)
        self.engines = {"write": make_engine(settings), "read": reader}
        # Committed records stay readable without another query.
        self.sessions, self.read_sessions = (
            sessionmaker(engine, expire_on_commit=False) for engine in self.engines.values()
        )
        # region accounts
        scoped_reader = reader.execution_options(isolation_level="READ COMMITTED")
        self.scoped_read_sessions = sessionmaker(scoped_reader, expire_on_commit=False, info={READS: True})
        # endregion
        self.replica: Replica | None = None
        if settings.database_replica_url:
            replica = self.engines["replica"] = _make_replica_reader(settings, settings.database_replica_url)
            substitutes = {reader: replica}
            # region accounts
            substitutes[scoped_reader] = replica.execution_options(isolation_level="READ COMMITTED")
            # endregion
            self.replica = Replica(reader, substitutes, settings.replica_max_lag_seconds)

    def dispose(self) -> None:
        """Close the connections that are not in use."""
        for engine in self.engines.values():
            engine.dispose()

    def watch_pools(self, report: Callable[[str, int], None]) -> None:
        """Report each change of the number of connections that are in use, with the name of their pool."""
        for name, engine in self.engines.items():
            # A connection that could not be checked out is checked in, too.
            def take(_connection: object, record: Any, _proxy: object, name: str = name) -> None:
                record.record_info["is_used"] = True
                report(name, 1)

            def give_back(_connection: object, record: Any, name: str = name) -> None:
                if record.record_info.pop("is_used", False):
                    report(name, -1)

            event.listen(engine, "checkout", take)
            event.listen(engine, "checkin", give_back)


def make_engine(settings: Settings, **options: Any) -> Engine:
    """Make an engine of the app."""
    return _make_engine(settings, settings.database_url, settings.statement_timeout_ms, **options)


def _make_replica_reader(settings: Settings, url: str) -> Engine:
    # Without a pooler, whatever there is in front of the primary: see docs/production.md.
    direct = settings.model_copy(update={"database_direct_url": None})
    return _make_reader(direct, url, connect_timeout=REPLICA_CONNECT_TIMEOUT_SECONDS)


def _make_reader(settings: Settings, url: str, **options: Any) -> Engine:
    engine = _make_engine(
        settings, url, settings.read_timeout_ms,
        isolation_level="AUTOCOMMIT", pool_reset_on_return=None, **options,
    )  # fmt: skip
    for execution in ("do_execute", "do_executemany"):
        event.listen(engine, execution, _refuse_write)
    return engine


def _make_engine(settings: Settings, url: str, timeout_ms: int, **options: Any) -> Engine:
    engine = plain_engine(
        settings,
        url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow,
        # The values of a statement may be private, and errors are logged.
        hide_parameters=settings.environment != "development",
        **options,
    )

    def configure(connected: connection, _record: object) -> None:
        # Not as startup options: those of the URL stay as they are, and a pooler may refuse them.
        with connected.cursor() as cursor:
            # Every timestamp arrives in UTC, whatever the server's time zone is.
            cursor.execute(f"SET timezone = 'UTC'; SET statement_timeout = {timeout_ms}")
        connected.commit()

    # With a pooler, the next transaction could use another connection to the server, and this one would pass
    # its settings on to others.
    if settings.database_direct_url is None:
        event.listen(engine, "connect", configure)
    event.listen(engine, "checkout", _refuse_closed)
    event.listen(engine, "handle_error", translate, retval=True)
    return engine


def plain_engine(
    settings: DatabaseSettings,
    url: str | None = None,
    connect_timeout: int = CONNECT_TIMEOUT_SECONDS,
    **options: Any,
) -> Engine:
    """Make an engine with nothing but a URL, by default the server's own: for migrations, seeds, tests."""
    arguments = connection_arguments(settings, url, connect_timeout)
    # SQLAlchemy 2.1 takes ``postgresql://`` to mean psycopg 3.
    return create_engine("postgresql+psycopg2://", connect_args=arguments, **options)


def connection_arguments(
    settings: DatabaseSettings, url: str | None = None, connect_timeout: int = CONNECT_TIMEOUT_SECONDS
) -> dict[str, Any]:
    """Return psycopg2's arguments for a URL, by default the server's own.

    libpq parses the URL, as it does for all other tools. Raises SettingsError if it is invalid.
    """
    try:
        arguments: dict[str, Any] = parse_dsn(url or settings.database_direct_url or settings.database_url)
    except ProgrammingError as error:
        name = next((name for name, value in settings if url and value == url), "database_url")
        raise SettingsError(
            f"{name.upper()}: must be a URL such as postgresql://user:password@host:5432/name."
        ) from error
    if settings.database_password is not None:
        arguments.setdefault("password", settings.database_password.get_secret_value())
    return {"connect_timeout": connect_timeout, **NETWORK, **arguments}


def _refuse_closed(connection: connection, _record: object, _proxy: object) -> None:
    """Make the pool reconnect if the server closed the connection: no request fails after a restart.

    The only message that an idle connection receives is that the server closes it. Unlike ``pool_pre_ping``,
    polling for it needs no round trip.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        raise InvalidatePoolError


def _refuse_write(_cursor: object, _statement: str, _parameters: object, context: Any) -> None:
    # Not default_transaction_read_only: a pooler could pass such a connection to a request that writes.
    # Not before_cursor_execute: it slows down every statement.
    if context.isinsert or context.isupdate or context.isdelete or context.isddl:
        raise RuntimeError("A request that only reads, such as GET, cannot write")
