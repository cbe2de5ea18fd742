"""Temporary databases of a command.

A process holds an advisory lock on the name of a database that it uses. The server releases the lock when the
process exits for any reason, on any machine, so that leftovers can be told from databases in use.
"""

from collections.abc import Collection

from psycopg2.extensions import cursor

from headstart.postgres.databases import drop


def hold(server: cursor, name: str, *, shared: bool = False) -> None:
    """Mark a database as in use until this connection is closed."""
    function = "pg_advisory_lock_shared" if shared else "pg_advisory_lock"
    server.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def release(server: cursor, name: str) -> None:
    """Remove the mark."""
    server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def drop_leftovers(server: cursor, prefix: str, keep: Collection[str] = ()) -> None:
    """Drop the databases with a prefix that no process uses.

    Args:
        server: a connection to the maintenance database.
        prefix: the prefix of their names.
        keep: databases that this connection may hold, as its own lock does not protect them.
    """
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> ALL (%s)",
        [prefix, list(keep)],
    )
    for (name,) in server.fetchall():
        server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if server.fetchone() == (True,):
            drop(server, name)
            release(server, name)
