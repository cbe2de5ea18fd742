"""Databases copied and exchanged while others use them: one command at a time, each step whole or not."""

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
from headstart.postgres.urls import database_of

PATIENCE = "60s"  # until another command must have had its turn
AGAIN_AFTER = 0.02  # seconds


@contextmanager
def turn(url: str) -> Iterator["Turn"]:
    """Wait until no other command copies databases of the project.

    What was begun and not finished is dropped at the end. The server ends the turn of a command that dies,
    and the next one clears away what that left.

    Raises:
        WorkspaceError: the other one takes too long, or ``url`` names the maintenance database itself.
    """
    if database_of(url) == MAINTENANCE:
        msg = f"{MAINTENANCE} is the server's own database: name another one in DATABASE_URL"
        raise WorkspaceError(msg)
    with maintenance(url) as server:
        server.execute("SET lock_timeout = %s", [PATIENCE])
        try:
            server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [_unfinished()])
        except errors.LockNotAvailable as error:
            msg = "another command has been copying databases for a minute: wait for it, then run this again"
            raise WorkspaceError(msg) from error
        server.execute("SET lock_timeout = 0")
        _clear_away(server)
        try:
            yield Turn(server, url)
        finally:
            with suppress(psycopg2.Error):
                _clear_away(server)


class Turn:
    """What the command whose turn it is may do; ``server`` commits every statement."""

    def __init__(self, server: cursor, url: str) -> None:
        self.server = server
        self.url = url

    def empty(self) -> str:
        """Create a database; return its name, good for this turn."""
        name = _new_name()
        databases.create(self.server, name)
        return name

    def copy(self, source: str) -> str:
        """Copy a database, disconnecting whoever is in it; return the copy's name, good for this turn."""
        name = _new_name()
        with self._alone(source):
            databases.clone(self.server, source, name)
        return name

    def keep(self, made: str, name: str, label: Label) -> None:
        """Give a database that was made in this turn its name and label."""
        self._together(labels.statement(made, label), _rename(made, name))

    def shelve(self, made: str, name: str, label: Label) -> None:
        """Do the same, and let nobody connect to it from then on: it stays as it is."""
        self._together(labels.statement(made, label), _shut(made), _rename(made, name))

    def exchange(self, made: str, kept: str, label: Label) -> None:
        """Put a database that was made in this turn in the place of ``url``'s, and shelve that one."""
        current = database_of(self.url)
        comment = labels.comment_of(self.server, current)
        with self._alone(current, made):
            self._together(
                *(labels.statement(current, label), _shut(current), _rename(current, kept)),
                *(labels.comment(made, comment), _rename(made, current)),
            )

    def _together(self, *statements: sql.Composed) -> None:
        """Run statements in one transaction, which they are when they are sent at once."""
        self.server.execute(sql.SQL("; ").join(statements))

    @contextmanager
    def _alone(self, *names: str) -> Iterator[None]:
        """Disconnect whoever is in databases, until a statement that needs them alone has run.

        From its beginning PostgreSQL holds everybody back who wants in, and they are let in at its end.
        Who came just before it is disconnected meanwhile, by another connection.
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
        while not done.wait(AGAIN_AFTER):
            databases.disconnect(server, *names)


def _clear_away(server: cursor) -> None:
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_unfinished()])
    for (name,) in server.fetchall():
        databases.drop(server, name)


def _rename(name: str, to: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to))


def _shut(name: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name))


def _new_name() -> str:
    return f"{_unfinished()}{secrets.token_hex(4)}"


def _unfinished() -> str:
    return f"{project.name()}_unfinished_"
