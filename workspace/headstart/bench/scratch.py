"""A temporary database for a measurement, on the development server."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from headstart.core import commands, project
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import databases
from headstart.postgres.leases import drop_leftovers, hold
from headstart.postgres.urls import with_database


@contextmanager
def scratch_database() -> Iterator[str]:
    """Create a migrated, empty database; yield its address, and drop it at the end."""
    server_url = development.open_database().url
    prefix = f"{project.name()}_bench_"
    name = f"{prefix}{secrets.token_hex(4)}"
    url = with_database(server_url, name)
    with databases.maintenance(server_url) as server:
        drop_leftovers(server, prefix)
        hold(server, name)
        databases.create(server, name)
        try:
            revisions.migrate(url)
            yield url
        finally:
            databases.drop(server, name)


def fill(url: str, rows: int) -> None:
    """Insert generated rows."""
    args = [sys.executable, "-m", "headstart.devdb.bulk", rows]
    environment = {**os.environ, "DATABASE_URL": url}
    commands.output(args, environment, cwd=project.BACKEND, failure="the rows could not be inserted")
