"""The databases that tests run on.

A test never opens the development database. A template is built once by running the migrations, and
another one with the demo data in it; every test process works on a clone, and drops it.
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
from headstart.postgres import idle, servers
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

SHAPING = {".py", ".csv"}  # the files that a template's content comes from


@dataclass(frozen=True)
class Template:
    """What clones are made of: a word for it, the folders that shape its content, and what fills it."""

    content: str
    folders: tuple[str, ...]
    fill: Callable[[str], object]

    @property
    def name(self) -> str:
        """The database's name: it changes with every file that shapes the content."""
        digest = hashlib.sha256(project.pins().postgres.encode())
        for path in sorted(path for folder in self.folders for path in (project.BACKEND / folder).rglob("*")):
            if path.suffix in SHAPING:
                digest.update(str(path.relative_to(project.BACKEND)).encode() + b"\0" + path.read_bytes())
        return f"{_prefix()}{self.content}_{digest.hexdigest()[:12]}"


@dataclass(frozen=True)
class Clone:
    """A copy of a template, held by a connection of its own."""

    url: str
    server: cursor
    source: str

    def renew(self) -> None:
        """Make it what the template is again, disconnecting whoever is in it: 20 ms in memory."""
        name = database_name(self.url)
        disconnect(self.server, name)  # DROP's own FORCE looks only every 100 ms whether they are gone
        drop(self.server, name)
        clone(self.server, self.source, name)


def test_server_url() -> str:
    """Return the address of the server that tests use, started: DATABASE_URL's or the test server."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    server = servers.test_server()
    if server.start():
        idle.watch()
    return server.url(MAINTENANCE)


@contextmanager
def test_database(worker: str) -> Iterator[str]:
    """Clone the template for one test process; yield the clone's address and drop it at the end.

    Args:
        worker: the process's name, ``gw0`` or ``main``: it shows in the database's name.
    """
    url = test_server_url()
    with maintenance(url) as server:
        source = _ensure(server, url, MIGRATED)
        _drop_leftovers(server)
        with _cloned(server, url, source, worker) as found:
            yield found.url


@contextmanager
def own_database() -> Iterator[str]:
    """Clone the template for one test that has to commit; it pays 20 ms in memory for it."""
    url = test_server_url()
    with maintenance(url) as server, _cloned(server, url, _ensure(server, url, MIGRATED), "own") as found:
        yield found.url


@contextmanager
def seeded_database() -> Iterator[Clone]:
    """Clone the template that has the demo data, for an instance of the application."""
    url = test_server_url()
    with maintenance(url) as server:
        source = _ensure(server, url, SEEDED)
        _drop_leftovers(server)
        with _cloned(server, url, source, "seeded") as found:
            yield found


def _migrate_and_seed(url: str) -> None:
    revisions.migrate(url)
    development.seed(url)


MIGRATED = Template("template", ("migrations",), revisions.migrate)
SEEDED = Template("seeded", ("migrations", "app/models", "factories", "seeds"), _migrate_and_seed)


@contextmanager
def _cloned(server: cursor, url: str, source: str, user: str) -> Iterator[Clone]:
    name = f"{_prefix()}{secrets.token_hex(4)}_{user}"
    hold(server, name)
    clone(server, source, name)
    try:
        made = with_database(url, name)
        if not is_same_database(made, server, name):
            msg = (
                f"the tests would run on another database than {name}, and do not start: correct DATABASE_URL"
            )
            raise WorkspaceError(msg)
        yield Clone(made, server, source)
    finally:
        drop(server, name)


def _prefix() -> str:
    return f"{project.name()}_test_"


def _ensure(server: cursor, url: str, template: Template) -> str:
    """Build a template unless it exists, and hold it; of two that come at once, one waits."""
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
    """Build a template. What it is made from is in its name, whoever has to make it."""
    name, building = template.name, f"{_prefix()}building"
    # Under another name until it is complete, so that a killed run leaves no half template.
    drop(server, building)
    create(server, building)
    template.fill(with_database(url, building))
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
    )
    # Nobody can enter it by accident: a clone needs a template without connections.
    server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))


def _drop_leftovers(server: cursor) -> None:
    """Drop the test databases, old templates included, that no living process holds."""
    drop_leftovers(server, _prefix(), keep=(MIGRATED.name, SEEDED.name))
