"""The databases of tests.

Tests never open the development database. One template is built by running the migrations, and another one
by adding the demo data; each test process uses a clone of a template, and drops it at the end.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extensions import cursor

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import application_role, idle, servers
from headstart.postgres.databases import (
    MAINTENANCE,
    clone,
    create,
    disconnect,
    drop,
    exists,
    is_same_database,
    maintenance,
)
from headstart.postgres.leases import drop_leftovers, hold, release
from headstart.postgres.urls import database_name, with_database

INPUT_SUFFIXES = {".py", ".csv"}  # of the files that determine the content of a template


@dataclass(frozen=True)
class Template:
    """A template for clones: a label for its content, the folders that determine it, and how to fill it."""

    content: str
    folders: tuple[str, ...]
    fill: Callable[[str], object]

    @property
    def name(self) -> str:
        """The name of the database, which changes with every file that determines its content."""
        digest = hashlib.sha256(project.pins().postgres.encode())
        if application_role.PRIVILEGES.exists():
            digest.update(application_role.PRIVILEGES.read_bytes())
        for path in sorted(path for folder in self.folders for path in (project.BACKEND / folder).rglob("*")):
            if path.suffix in INPUT_SUFFIXES:
                digest.update(str(path.relative_to(project.BACKEND)).encode() + b"\0" + path.read_bytes())
        return f"{_prefix()}{self.content}_{digest.hexdigest()[:12]}"


@dataclass(frozen=True)
class Clone:
    """A clone of a template, reserved by a lock of an own connection."""

    url: str
    server: cursor
    source: str

    def renew(self) -> None:
        """Reset it to the state of the template, closing all connections to it."""
        name = database_name(self.url)
        disconnect(self.server, name)  # faster than DROP DATABASE with FORCE, which polls every 100 ms
        drop(self.server, name)
        clone(self.server, self.source, name)


def test_server_url() -> str:
    """Return the address of the server for tests: DATABASE_URL, or the test server, which is started."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    server = servers.test_server()
    if server.start():
        idle.watch()
    return server.url(MAINTENANCE)


@contextmanager
def test_database(worker: str) -> Iterator[str]:
    """Yield the address of a clone for one test process, and drop the clone at the end.

    Args:
        worker: the name of the process, such as ``gw0`` or ``main``, for the name of the database.
    """
    url = test_server_url()
    with maintenance(url) as server:
        source = _ensure(server, url, MIGRATED)
        _drop_leftovers(server)
        with _clone(server, url, source, worker) as copy:
            yield copy.url


@contextmanager
def own_database() -> Iterator[str]:
    """Yield the address of a clone for one test, which may commit."""
    url = test_server_url()
    with maintenance(url) as server, _clone(server, url, _ensure(server, url, MIGRATED), "own") as copy:
        yield copy.url


@contextmanager
def seeded_database() -> Iterator[Clone]:
    """Yield a clone with the demo data, for an instance of the application."""
    url = test_server_url()
    with maintenance(url) as server:
        source = _ensure(server, url, SEEDED)
        _drop_leftovers(server)
        with _clone(server, url, source, "seeded") as copy:
            yield copy


def _migrate_and_seed(url: str) -> None:
    revisions.migrate(url)
    development.seed(url)


MIGRATED = Template("template", ("migrations",), revisions.migrate)
SEEDED = Template("seeded", ("migrations", "app/models", "factories", "seeds"), _migrate_and_seed)


@contextmanager
def _clone(server: cursor, url: str, source: str, user: str) -> Iterator[Clone]:
    name = f"{_prefix()}{secrets.token_hex(4)}_{user}"
    hold(server, name)
    clone(server, source, name)
    try:
        clone_url = with_database(url, name)
        if not is_same_database(clone_url, server, name):
            msg = f"the tests would use another database than {name}: correct DATABASE_URL, then try again"
            raise WorkspaceError(msg)
        yield Clone(clone_url, server, source)
    finally:
        drop(server, name)


def _prefix() -> str:
    return f"{project.name()}_test_"


def _ensure(server: cursor, url: str, template: Template) -> str:
    """Build a template unless it exists, and reserve it; of two simultaneous runs, one waits."""
    name = template.name
    hold(server, name, shared=True)
    if exists(server, name):
        return name
    building = f"{_prefix()}building"
    hold(server, building)
    if not exists(server, name):
        build(server, url, template)
    release(server, building)
    return name


def build(server: cursor, url: str, template: Template) -> None:
    """Build a template. Its name depends on its content, not on the process that builds it."""
    name, building = template.name, f"{_prefix()}building"
    # Renamed when it is complete, so that a killed run leaves no partial template.
    drop(server, building)
    create(server, building)
    application_role.grant(with_database(url, building))
    template.fill(with_database(url, building))
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
    )
    # Only a template without connections can be cloned.
    server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))


def _drop_leftovers(server: cursor) -> None:
    """Drop test databases and old templates that no process uses."""
    drop_leftovers(server, _prefix(), keep=(MIGRATED.name, SEEDED.name))
