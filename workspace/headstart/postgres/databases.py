"""Creates, drops, clones and inspects databases."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import connection, cursor

from headstart.core.errors import WorkspaceError
from headstart.postgres.urls import database_name, parts, with_database

MAINTENANCE = "postgres"  # the database to connect to while others are created or dropped
# Larger databases are copied as files, which takes two checkpoints; others through the write-ahead log.
MAX_LOGGED_COPY = 64 * 1024**2  # bytes


@contextmanager
def maintenance(url: str) -> Iterator[cursor]:
    """Open a cursor that commits every statement, in the server's maintenance database.

    Raises:
        WorkspaceError: no server answers at ``url``, it stops, or its disk is full.
    """
    with closing(connect(with_database(url, MAINTENANCE))) as session:
        session.autocommit = True
        try:
            with session.cursor() as statements:
                yield statements
        except errors.DiskFull as error:
            msg = "the disk of the database server is full: free some space, for example with `inv db.remove`"
            raise WorkspaceError(msg) from error
        except psycopg2.Error as error:
            if not session.closed:
                raise
            msg = f"PostgreSQL closed the connection and undid unfinished changes: {_fix(str(error))}"
            raise WorkspaceError(msg) from error


def exists(server: cursor, name: str) -> bool:
    """Return whether the server has a database of this name."""
    server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return server.fetchone() is not None


def size(server: cursor, name: str) -> int | None:
    """Return the bytes of a database; None if it does not exist."""
    server.execute("SELECT pg_database_size(oid) FROM pg_database WHERE datname = %s", [name])
    row = server.fetchone()
    return row[0] if row else None


def create(server: cursor, name: str) -> None:
    """Create an empty database, with the server's encoding and sort order."""
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop(server: cursor, name: str) -> None:
    """Drop a database if it exists, and close all connections to it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def disconnect(server: cursor, *names: str) -> None:
    """Close all connections to databases, and wait for it; new ones may open in the meantime."""
    server.execute(
        "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = ANY (%s) AND backend_type = 'client backend'",
        [list(names)],
    )
    pids = [pid for pid, _is_signalled in server.fetchall()]
    while pids:
        time.sleep(0.002)
        server.execute("SELECT pid FROM pg_stat_activity WHERE pid = ANY (%s)", [pids])
        pids = [pid for (pid,) in server.fetchall()]


def clone(server: cursor, source: str, name: str) -> None:
    """Copy a database without connections.

    If the file system can share blocks between files, this takes no time.
    """
    server.execute(
        "SELECT current_setting('fsync') = 'on' AND pg_database_size(%s) <= %s, "
        "EXISTS (SELECT FROM pg_settings WHERE name = 'file_copy_method' AND 'clone' = ANY (enumvals))",
        [source, MAX_LOGGED_COPY],
    )
    use_log, can_clone = server.fetchone() or (False, False)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}").format(
        sql.Identifier(name), sql.Identifier(source), sql.SQL("WAL_LOG" if use_log else "FILE_COPY")
    )
    if can_clone and not use_log:
        server.execute("SET file_copy_method = clone")
        # Some file systems cannot, such as network mounts.
        with suppress(errors.InternalError_):
            server.execute(statement)
            return
        server.execute("SET file_copy_method = copy")
    server.execute(statement)


def is_same_database(url: str, server: cursor, name: str) -> bool:
    """Return whether an address leads to the database of this name on this server.

    The identifier of the cluster and the oid of the database are unique together.
    """
    query = (
        "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database WHERE datname = {}"
    )
    server.execute(query.format("%s"), [name])
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute(query.format("current_database()"))
        return rows.fetchone() == server.fetchone() is not None


def ensure(url: str) -> bool:
    """Create the database in ``url`` if it does not exist; return whether it was created."""
    with maintenance(url) as server:
        if exists(server, database_name(url)):
            return False
        create(server, database_name(url))
        return True


def connect(url: str) -> connection:
    """Connect to a database.

    Raises:
        WorkspaceError: no server answers at ``url``, or it refuses the connection.
    """
    parts(url)
    try:
        return psycopg2.connect(url)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        msg = f"PostgreSQL does not answer ({reason}): {_fix(reason)}"
        raise WorkspaceError(msg) from error


def _fix(reason: str) -> str:
    if "No space left on device" in reason:
        return "its disk is full, free some space"
    if "DATABASE_URL" not in os.environ:
        return "run `inv db.start`"
    if "password authentication failed" in reason and "LOCAL_DATABASE_HOSTS" in os.environ:
        # The image only sets the password when it creates the cluster.
        return (
            "its volume was created with another POSTGRES_PASSWORD: restore that one in .env, or run "
            "`docker compose down --volumes`, which deletes the data"
        )
    return "start that server, or correct DATABASE_URL"


def server_version(url: str) -> str:
    """Return the version of the server at an address, such as 18.1."""
    with closing(connect(url)) as session:
        return str(session.get_parameter_status("server_version")).split()[0]


def analyze(url: str) -> None:
    """Update the planner's statistics, after a database was filled."""
    with closing(connect(url)) as session, session, session.cursor() as statements:
        statements.execute("ANALYZE")


def count_rows(url: str, table: str, column: str | None = None) -> int:
    """Return the number of rows in a table, or of those with a value in a column; 0 if there is no table."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
        if rows.fetchone() != (True,):
            return 0
        counted = sql.Identifier(column) if column else sql.SQL("*")
        rows.execute(sql.SQL("SELECT count({}) FROM public.{}").format(counted, sql.Identifier(table)))
        row = rows.fetchone()
        return int(row[0]) if row else 0


def count_matches(url: str, table: str, condition: str) -> int:
    """Return the number of rows in a table, which may be in another schema, that meet an SQL condition."""
    query = sql.SQL("SELECT count(*) FROM {} WHERE {}")
    qualified = sql.Identifier(*f"public.{table}".split(".")[-2:])
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute(query.format(qualified, sql.SQL(condition)))
        row = rows.fetchone()
        return int(row[0]) if row else 0


def is_empty(url: str) -> bool:
    """Return whether all tables of the application are empty."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        for (table,) in rows.fetchall():
            rows.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
            if rows.fetchone() == (True,):
                return False
    return True
