"""Databases that a command makes for itself and drops at its end.

Who uses one holds an advisory lock on its name: the server releases it when the process dies, however it
dies and on whatever machine it ran, so that the next one can tell leftovers from databases in use.
"""

from collections.abc import Collection

from psycopg2.extensions import cursor

from headstart.postgres.databases import drop


def hold(server: cursor, name: str, *, shared: bool = False) -> None:
    """Mark a database as in use until this connection ends."""
    function = "pg_advisory_lock_shared" if shared else "pg_advisory_lock"
    server.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def release(server: cursor, name: str) -> None:
    """Take the mark away."""
    server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def drop_leftovers(server: cursor, prefix: str, but: Collection[str] = ()) -> None:
    """Drop the databases with a prefix that no living process holds.

    Args:
        server: a connection to the maintenance database.
        prefix: what their names begin with.
        but: those that this connection may hold: its own lock would not keep it from dropping them.
    """
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> ALL (%s)",
        [prefix, list(but)],
    )
    for (name,) in server.fetchall():
        server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if server.fetchone() == (True,):
            drop(server, name)
            release(server, name)
