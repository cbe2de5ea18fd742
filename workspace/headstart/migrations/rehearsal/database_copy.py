"""The database for a rehearsal: a temporary copy."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import cursor

from headstart.core import commands, project
from headstart.migrations import revisions
from headstart.postgres import databases
from headstart.postgres.databases import maintenance
from headstart.postgres.disk_space import PER_ROW, check_free_space
from headstart.postgres.leases import drop_leftovers, hold
from headstart.postgres.urls import database_name, with_database
from headstart.setup import toolchain

# The copy, a rewritten table, and the log of both.
SIZE_FACTOR = 3
JOBS = f"--jobs={os.cpu_count() or 1}"


@dataclass(frozen=True)
class Copy:
    """A copy of a database on the same server, which does not exist until it is created."""

    server: cursor
    source: str
    url: str

    def create(self) -> None:
        """Copy the source, which may have connections."""
        name = database_name(self.source)
        self.server.execute("SELECT pg_database_size(%s)", [name])
        (size,) = self.server.fetchone() or (0,)
        self._check_space(size)
        # Copying the files is much faster, but PostgreSQL only allows it without connections.
        if _is_used(self.server, name) or not self._clone():
            databases.create(self.server, database_name(self.url))
            _dump_and_restore(self.source, self.url)

    def fill(self, rows: int) -> None:
        """Create the newest schema with generated rows instead."""
        self._check_space(rows * PER_ROW)
        databases.create(self.server, database_name(self.url))
        revisions.migrate(self.url)
        environment = {**os.environ, "DATABASE_URL": self.url}
        args = [sys.executable, "-m", "headstart.devdb.bulk", rows]
        commands.output(args, environment, cwd=project.BACKEND, failure="the rows could not be generated")

    def _check_space(self, data: int) -> None:
        check_free_space(
            self.server, SIZE_FACTOR * data, "a rehearsal", "rehearse on fewer rows with `--rows`"
        )

    def _clone(self) -> bool:
        """Copy the files; return False if a client has connected in the meantime."""
        try:
            databases.clone(self.server, database_name(self.source), database_name(self.url))
        except errors.ObjectInUse:
            return False
        return True


@contextmanager
def copy_of(url: str) -> Iterator[Copy]:
    """Yield a copy to be created, and drop it at the end."""
    with maintenance(url) as server:
        drop_leftovers(server, _prefix())
        name = f"{_prefix()}{secrets.token_hex(4)}"
        hold(server, name)
        try:
            yield Copy(server, url, with_database(url, name))
        finally:
            # If the connection is lost, the next rehearsal drops the copy.
            with suppress(psycopg2.OperationalError, psycopg2.InterfaceError):
                databases.drop(server, name)


def _prefix() -> str:
    return f"{project.name()}_rehearsal_"


def _is_used(server: cursor, name: str) -> bool:
    # Autovacuum stops by itself.
    server.execute(
        "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", [name]
    )
    return server.rowcount > 0


def _dump_and_restore(url: str, copy_url: str) -> None:
    with tempfile.TemporaryDirectory(dir=project.STATE, prefix="rehearsal-") as folder:
        dump = [toolchain.client("pg_dump"), "--format=directory", "--compress=0", JOBS, "--statistics"]
        commands.output([*dump, f"--file={folder}/dump", url], failure="the database could not be copied")
        restore = [toolchain.client("pg_restore"), "--exit-on-error", "--no-owner", JOBS]
        commands.output(
            [*restore, f"--dbname={copy_url}", f"{folder}/dump"], failure="the copy could not be written"
        )
