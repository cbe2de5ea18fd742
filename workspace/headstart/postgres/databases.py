"""Databases created, dropped, cloned and looked into."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import connection, cursor

from headstart.core.errors import WorkspaceError
from headstart.postgres.urls import database_of, parts, with_database

MAINTENANCE = "postgres"  # the database to be in while another one is created or dropped
# Copied through the log up to this size, the files at once above it: that waits for two checkpoints.
# 9 MB took 0.2 s and 0.4 to 1.2 s, 716 MB took 5.5 and 2 s.
LOGGED_AT_MOST = 64 * 1024**2  # bytes


@contextmanager
def maintenance(url: str) -> Iterator[cursor]:
    """Open a cursor that commits every statement, in the server's maintenance database.

    Raises:
        WorkspaceError: no server answers at ``url``, it goes away meanwhile, or its disk is full.
    """
    with closing(connect(with_database(url, MAINTENANCE))) as session:
        session.autocommit = True
        try:
            with session.cursor() as statements:
                yield statements
        except errors.DiskFull as error:
            msg = (
                "the disk of the database server is full: free some space (`inv db.remove` drops a snapshot)"
            )
            raise WorkspaceError(msg) from error
        except psycopg2.Error as error:
            if not session.closed:
                raise
            msg = f"PostgreSQL went away, what was not finished is as it was before: {_remedy(str(error))}"
            raise WorkspaceError(msg) from error


def exists(server: cursor, name: str) -> bool:
    """Say whether the server has a database of this name."""
    server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return server.fetchone() is not None


def size(server: cursor, name: str) -> int | None:
    """Return the bytes of a database; None when there is none of this name."""
    server.execute("SELECT pg_database_size(oid) FROM pg_database WHERE datname = %s", [name])
    row = server.fetchone()
    return row[0] if row else None


def create(server: cursor, name: str) -> None:
    """Create an empty database, with the server's encoding and sorting."""
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop(server: cursor, name: str) -> None:
    """Drop a database if it exists, disconnecting whoever is in it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def disconnect(server: cursor, *names: str) -> None:
    """End the connections to databases, and wait until these are gone; others may have come meanwhile."""
    server.execute(
        "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = ANY (%s) AND backend_type = 'client backend'",
        [list(names)],
    )
    ended = [pid for pid, _ended in server.fetchall()]
    while ended:
        time.sleep(0.002)
        server.execute("SELECT pid FROM pg_stat_activity WHERE pid = ANY (%s)", [ended])
        ended = [pid for (pid,) in server.fetchall()]


def clone(server: cursor, source: str, name: str) -> None:
    """Copy a database that nobody is connected to.

    The file system shares the files' blocks where it can, which takes no time.
    """
    server.execute(
        "SELECT current_setting('fsync') = 'on' AND pg_database_size(%s) <= %s, "
        "EXISTS (SELECT FROM pg_settings WHERE name = 'file_copy_method' AND 'clone' = ANY (enumvals))",
        [source, LOGGED_AT_MOST],
    )
    logged, can_clone = server.fetchone() or (False, False)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}").format(
        sql.Identifier(name), sql.Identifier(source), sql.SQL("WAL_LOG" if logged else "FILE_COPY")
    )
    if can_clone and not logged:
        server.execute("SET file_copy_method = clone")
        # Some file systems refuse: network mounts, emulated ones.
        with suppress(errors.InternalError_):
            server.execute(statement)
            return
        server.execute("SET file_copy_method = copy")
    server.execute(statement)


def leads_to(url: str, server: cursor, name: str) -> bool:
    """Return whether an address leads to the database of this name on this server, and to no other.

    No two databases share both the identifier of their server's cluster and their oid.
    """
    question = (
        "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database WHERE datname = {}"
    )
    server.execute(question.format("%s"), [name])
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute(question.format("current_database()"))
        return rows.fetchone() == server.fetchone() is not None


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
    if "No space left on device" in reason:
        return "its disk is full, free some space"
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


def analyze(url: str) -> None:
    """Let the planner know what a database that was just filled holds."""
    with closing(connect(url)) as session, session, session.cursor() as statements:
        statements.execute("ANALYZE")


def rows_of(url: str, table: str) -> int:
    """Return how many rows a table has; none where there is no such table."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
        if rows.fetchone() != (True,):
            return 0
        rows.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(table)))
        row = rows.fetchone()
        return int(row[0]) if row else 0


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
