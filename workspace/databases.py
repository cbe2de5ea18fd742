"""Databases created, dropped, cloned and looked into."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection, cursor

from workspace.addresses import database_of, parts, with_database
from workspace.errors import WorkspaceError

MAINTENANCE = "postgres"  # the database to be in while another one is created or dropped


@contextmanager
def maintenance(url: str) -> Iterator[cursor]:
    """Open a cursor that commits every statement, in the server's maintenance database.

    Raises:
        WorkspaceError: no server answers at ``url``.
    """
    with closing(connect(with_database(url, MAINTENANCE))) as session:
        session.autocommit = True
        with session.cursor() as statements:
            yield statements


def exists(server: cursor, name: str) -> bool:
    """Say whether the server has a database of this name."""
    server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return server.fetchone() is not None


def create(server: cursor, name: str) -> None:
    """Create an empty database, with the server's encoding and sorting."""
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop(server: cursor, name: str) -> None:
    """Drop a database if it exists, disconnecting whoever is in it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone(server: cursor, source: str, name: str) -> None:
    """Copy a database that nobody is connected to."""
    server.execute("SHOW fsync")
    row = server.fetchone()
    # Copying files is quicker than logging them, except where a checkpoint has to reach the disk.
    strategy = sql.SQL("FILE_COPY" if row == ("off",) else "WAL_LOG")
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(source), strategy))


def ensure(url: str) -> bool:
    """Create the database that ``url`` names unless it exists; return whether it was created."""
    with maintenance(url) as server:
        if exists(server, database_of(url)):
            return False
        create(server, database_of(url))
        return True


def connect(url: str) -> connection:
    """Connect to a database.

    Raises:
        WorkspaceError: nothing answers at ``url``, or it lets nobody in.
    """
    parts(url)
    try:
        return psycopg2.connect(url)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        msg = f"PostgreSQL does not answer ({reason}): {_remedy(reason)}"
        raise WorkspaceError(msg) from error


def _remedy(reason: str) -> str:
    if "DATABASE_URL" not in os.environ:
        return "`inv db.start` starts it"
    if "password authentication failed" in reason and "LOCAL_DATABASE_HOSTS" in os.environ:
        # The image sets the password when it makes the cluster, and never again.
        return (
            "its volume was made with another POSTGRES_PASSWORD: set that one in .env again, or start over "
            "with `docker compose down --volumes`, which deletes the data"
        )
    return "start that server, or correct DATABASE_URL"


def server_version(url: str) -> str:
    """Return the version of the server at an address, such as 18.1."""
    with closing(connect(url)) as session:
        return str(session.get_parameter_status("server_version")).split()[0]


def is_empty(url: str) -> bool:
    """Say whether no table of the application holds a row."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        for (table,) in rows.fetchall():
            rows.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
            if rows.fetchone() == (True,):
                return False
    return True
