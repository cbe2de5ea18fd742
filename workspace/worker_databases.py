"""The databases that tests run on.

A test never opens the development database. A template is built once by running the migrations;
every test process works on a clone of it. Who uses a database holds an advisory lock on its name:
the server releases it when the process dies, however it dies and on whatever machine it ran, so
that the next run can tell leftovers from databases in use.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import sql
from psycopg2.extensions import cursor

from workspace import idle, postgres, project, revisions
from workspace.addresses import with_database
from workspace.databases import MAINTENANCE, clone, create, drop, exists, maintenance


def test_server_url() -> str:
    """Return the address of the server that tests use, started: DATABASE_URL's or the test server."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    server = postgres.test_server()
    if server.start():
        idle.watch()
    return server.url(MAINTENANCE)


def template_name() -> str:
    """Return the template's name: it changes with every file that shapes the schema."""
    content = hashlib.sha256(project.pins().postgres.encode())
    for path in sorted((project.BACKEND / "migrations").rglob("*.py")):
        content.update(str(path.relative_to(project.BACKEND)).encode() + b"\0" + path.read_bytes())
    return f"{_prefix()}template_{content.hexdigest()[:12]}"


@contextmanager
def test_database(worker: str) -> Iterator[str]:
    """Clone the template for one test process; yield the clone's address and drop it at the end.

    Args:
        worker: the process's name, ``gw0`` or ``main``: it shows in the database's name.
    """
    url = test_server_url()
    with maintenance(url) as server:
        template = _ensure_template(server, url)
        _drop_leftovers(server, template)
        with _cloned(server, template, worker) as name:
            yield with_database(url, name)


@contextmanager
def own_database() -> Iterator[str]:
    """Clone the template for one test that has to commit; it pays 20 ms in memory for it."""
    url = test_server_url()
    with maintenance(url) as server, _cloned(server, _ensure_template(server, url), "own") as name:
        yield with_database(url, name)


@contextmanager
def _cloned(server: cursor, template: str, user: str) -> Iterator[str]:
    name = f"{_prefix()}{secrets.token_hex(4)}_{user}"
    _hold(server, name)
    clone(server, template, name)
    try:
        yield name
    finally:
        drop(server, name)


def _prefix() -> str:
    return f"{project.name()}_test_"


def _hold(server: cursor, name: str, *, shared: bool = False) -> None:
    """Mark a database as in use until this connection ends."""
    function = "pg_advisory_lock_shared" if shared else "pg_advisory_lock"
    server.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def _release(server: cursor, name: str) -> None:
    server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _ensure_template(server: cursor, url: str) -> str:
    """Build the template unless it exists, and hold it; of two that come at once, one waits."""
    name = template_name()
    _hold(server, name, shared=True)
    if exists(server, name):
        return name
    building = f"{_prefix()}building"
    _hold(server, building)
    if not exists(server, name):
        # Under another name until it is complete, so that a killed run leaves no half template.
        drop(server, building)
        create(server, building)
        revisions.migrate(with_database(url, building))
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
        )
        # Nobody can enter it by accident: a clone needs a template without connections.
        server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
    _release(server, building)
    return name


def _drop_leftovers(server: cursor, template: str) -> None:
    """Drop the test databases, old templates included, that no living process holds."""
    # Its own lock would not keep this connection from dropping the template that it is about to clone.
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s",
        [_prefix(), template],
    )
    for (name,) in server.fetchall():
        server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if server.fetchone() == (True,):
            drop(server, name)
            _release(server, name)
