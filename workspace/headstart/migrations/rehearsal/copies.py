"""The database that is rehearsed on: a copy, dropped at the end, however that comes."""

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
from headstart.postgres.disk_space import PER_ROW, check_room
from headstart.postgres.leases import drop_leftovers, hold
from headstart.postgres.urls import database_of, with_database
from headstart.setup import toolchain

# The copy, a table of it that is rewritten, and the log of both.
TIMES = 3
JOBS = f"--jobs={os.cpu_count() or 1}"


@dataclass(frozen=True)
class Copy:
    """A database on the server of another one, which it becomes a copy of; not there until it is made."""

    server: cursor
    source: str
    url: str

    def make(self) -> None:
        """Copy the source, whoever is connected to that."""
        name = database_of(self.source)
        self.server.execute("SELECT pg_database_size(%s)", [name])
        (size,) = self.server.fetchone() or (0,)
        self._check_room(size)
        # A copy of the files is many times quicker, and PostgreSQL makes one only where nobody is connected.
        if _is_used(self.server, name) or not self._clone():
            databases.create(self.server, database_of(self.url))
            _dump_and_restore(self.source, self.url)

    def fill(self, rows: int) -> None:
        """Make the newest schema instead, and so many invented rows."""
        self._check_room(rows * PER_ROW)
        databases.create(self.server, database_of(self.url))
        revisions.migrate(self.url)
        environment = {**os.environ, "DATABASE_URL": self.url}
        words = [sys.executable, "-m", "headstart.devdb.bulk", rows]
        commands.output(words, environment, cwd=project.BACKEND, failure="the rows could not be made")

    def _check_room(self, data: int) -> None:
        check_room(self.server, TIMES * data, "a rehearsal", "rehearse on fewer rows with `--rows`")

    def _clone(self) -> bool:
        """Copy the files; return False when somebody has connected meanwhile."""
        try:
            databases.clone(self.server, database_of(self.source), database_of(self.url))
        except errors.ObjectInUse:
            return False
        return True


@contextmanager
def copy_of(url: str) -> Iterator[Copy]:
    """Yield a copy that is still to be made, under a name of its own, and drop it at the end."""
    with maintenance(url) as server:
        drop_leftovers(server, _prefix())
        name = f"{_prefix()}{secrets.token_hex(4)}"
        hold(server, name)
        try:
            yield Copy(server, url, with_database(url, name))
        finally:
            # A server that went away took this connection with it: the next rehearsal drops what is left.
            with suppress(psycopg2.OperationalError, psycopg2.InterfaceError):
                databases.drop(server, name)


def _prefix() -> str:
    return f"{project.name()}_rehearsal_"


def _is_used(server: cursor, name: str) -> bool:
    # The server's own vacuum makes way by itself.
    server.execute(
        "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", [name]
    )
    return server.rowcount > 0


def _dump_and_restore(url: str, made: str) -> None:
    with tempfile.TemporaryDirectory(dir=project.STATE, prefix="rehearsal-") as folder:
        dump = [toolchain.client("pg_dump"), "--format=directory", "--compress=0", JOBS, "--statistics"]
        commands.output([*dump, f"--file={folder}/dump", url], failure="the database could not be copied")
        restore = [toolchain.client("pg_restore"), "--exit-on-error", "--no-owner", JOBS]
        commands.output(
            [*restore, f"--dbname={made}", f"{folder}/dump"], failure="the copy could not be written"
        )
