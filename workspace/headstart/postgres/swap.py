"""Copies and replaces databases that are in use, atomically and one command at a time."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import cursor

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases, labels
from headstart.postgres.databases import MAINTENANCE, maintenance
from headstart.postgres.labels import Label
from headstart.postgres.urls import database_name

TIMEOUT = "60s"  # to wait for another command
DISCONNECT_INTERVAL = 0.02  # seconds


@contextmanager
def turn(url: str) -> Iterator["Turn"]:
    """Wait until no other command copies databases of the project.

    Incomplete databases are dropped at the end. If a command is killed, the server releases its lock, and the
    next command drops what it left.

    Raises:
        WorkspaceError: another command takes too long, or ``url`` names the maintenance database.
    """
    if database_name(url) == MAINTENANCE:
        msg = f"{MAINTENANCE} is the server's own database: name another one in DATABASE_URL"
        raise WorkspaceError(msg)
    with maintenance(url) as server:
        server.execute("SET lock_timeout = %s", [TIMEOUT])
        try:
            server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [_temporary_prefix()])
        except errors.LockNotAvailable as error:
            msg = "another command has been copying databases for a minute: try again when it has finished"
            raise WorkspaceError(msg) from error
        server.execute("SET lock_timeout = 0")
        _drop_leftovers(server)
        try:
            yield Turn(server, url)
        finally:
            with suppress(psycopg2.Error):
                _drop_leftovers(server)


class Turn:
    """The operations of the command that holds the lock; ``server`` commits every statement."""

    def __init__(self, server: cursor, url: str) -> None:
        self.server = server
        self.url = url

    def empty(self) -> str:
        """Create a temporary database; return its name."""
        name = _new_name()
        databases.create(self.server, name)
        return name

    def copy(self, source: str) -> str:
        """Copy a database to a temporary one, closing all connections to it; return the copy's name."""
        name = _new_name()
        with self._exclusive(source):
            databases.clone(self.server, source, name)
        return name

    def keep(self, database: str, name: str, label: Label) -> None:
        """Give a temporary database its final name and label."""
        self._transaction(labels.statement(database, label), _rename(database, name))

    def archive(self, database: str, name: str, label: Label) -> None:
        """Do the same, and disallow connections, so that the database does not change any more."""
        self._transaction(
            labels.statement(database, label), _disallow_connections(database), _rename(database, name)
        )

    def exchange(self, database: str, archive_name: str, label: Label) -> None:
        """Replace the database of ``url`` by a temporary one, and archive the old one."""
        current = database_name(self.url)
        comment = labels.read_comment(self.server, current)
        with self._exclusive(current, database):
            self._transaction(
                *(
                    labels.statement(current, label),
                    _disallow_connections(current),
                    _rename(current, archive_name),
                ),
                *(labels.comment(database, comment), _rename(database, current)),
            )

    def _transaction(self, *statements: sql.Composed) -> None:
        """Run statements in one transaction: PostgreSQL does so if they are sent together."""
        self.server.execute(sql.SQL("; ").join(statements))

    @contextmanager
    def _exclusive(self, *names: str) -> Iterator[None]:
        """Keep databases free of connections while a statement runs that requires it.

        During the statement PostgreSQL blocks new connections. Another thread closes those that were opened
        just before it.
        """
        databases.disconnect(self.server, *names)
        done = threading.Event()
        thread = threading.Thread(target=_keep_disconnecting, args=(self.url, names, done), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _keep_disconnecting(url: str, names: tuple[str, ...], done: threading.Event) -> None:
    with suppress(psycopg2.Error, WorkspaceError), maintenance(url) as server:
        while not done.wait(DISCONNECT_INTERVAL):
            databases.disconnect(server, *names)


def _drop_leftovers(server: cursor) -> None:
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_temporary_prefix()])
    for (name,) in server.fetchall():
        databases.drop(server, name)


def _rename(name: str, new_name: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new_name))


def _disallow_connections(name: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name))


def _new_name() -> str:
    return f"{_temporary_prefix()}{secrets.token_hex(4)}"


def _temporary_prefix() -> str:
    return f"{project.name()}_unfinished_"
