"""Databases created, dropped and cloned, and the ones that tests run on.

A test never opens the development database. A template is built once by running the migrations;
every test process works on a clone of it. Who uses a database holds an advisory lock on its name:
the server releases it when the process dies, however it dies and on whatever machine it ran, so
that the next run can tell leftovers from databases in use.
"""

import hashlib
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection, cursor, parse_dsn

from workspace import commands, idle, postgres, project
from workspace.errors import WorkspaceError

MAINTENANCE = "postgres"  # the database to be in while another one is created or dropped
LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


def development_url() -> str:
    """Return the address of the development database; nothing is started."""
    return os.environ.get("DATABASE_URL") or postgres.development_server().url(project.name())


def with_database(url: str, name: str) -> str:
    """Return ``url`` with another database's name in it."""
    # Not urllib: it takes the slashes away from an address without a host, a Unix socket's.
    return re.sub(r"^(\w+://[^/?]*)(/[^?]*)?", rf"\1/{name}", url)


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)


def database_of(url: str) -> str:
    """Return the name of the database in an address."""
    return _parts(url).get("dbname", "")


@contextmanager
def maintenance(url: str) -> Iterator[cursor]:
    """Open a cursor that commits every statement, in the server's maintenance database.

    Raises:
        WorkspaceError: no server answers at ``url``.
    """
    with closing(connect(with_database(url, MAINTENANCE))) as session:
        session.autocommit = True
        with session.cursor() as statements:
            yield statements


def exists(server: cursor, name: str) -> bool:
    """Say whether the server has a database of this name."""
    server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return server.fetchone() is not None


def create(server: cursor, name: str) -> None:
    """Create an empty database, with the server's encoding and sorting."""
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop(server: cursor, name: str) -> None:
    """Drop a database if it exists, disconnecting whoever is in it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone(server: cursor, source: str, name: str) -> None:
    """Copy a database that nobody is connected to."""
    server.execute("SHOW fsync")
    row = server.fetchone()
    # Copying files is quicker than logging them, except where a checkpoint has to reach the disk.
    strategy = sql.SQL("FILE_COPY" if row == ("off",) else "WAL_LOG")
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(source), strategy))


def ensure(url: str) -> bool:
    """Create the database that ``url`` names unless it exists; return whether it was created."""
    with maintenance(url) as server:
        if exists(server, database_of(url)):
            return False
        create(server, database_of(url))
        return True


def newest_revision() -> str | None:
    """Return the revision that no other one follows, read from the files; None when there is none.

    Importing Alembic to ask it would take half a second of every command that wants to know.
    """
    made, followed = set[str](), set[str]()
    for path in (project.BACKEND / "migrations" / "versions").glob("*.py"):
        text = path.read_text("utf-8")
        made.update(re.findall(r'^revision(?:: str)? = "(\w+)"', text, re.MULTILINE))
        followed.update(re.findall(r'^down_revision(?:: [^=]+)? = "(\w+)"', text, re.MULTILINE))
    heads = made - followed
    return heads.pop() if len(heads) == 1 else None


def connect(url: str) -> connection:
    """Connect to a database.

    Raises:
        WorkspaceError: nothing answers at ``url``, or it lets nobody in.
    """
    _parts(url)
    try:
        return psycopg2.connect(url)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        msg = f"PostgreSQL does not answer ({reason}): {_remedy(reason)}"
        raise WorkspaceError(msg) from error


def _remedy(reason: str) -> str:
    if "DATABASE_URL" not in os.environ:
        return "`inv db.start` starts it"
    if "password authentication failed" in reason and "LOCAL_DATABASE_HOSTS" in os.environ:
        # The image sets the password when it makes the cluster, and never again.
        return (
            "its volume was made with another POSTGRES_PASSWORD: set that one in .env again, or start over "
            "with `docker compose down --volumes`, which deletes the data"
        )
    return "start that server, or correct DATABASE_URL"


def revision(url: str) -> str | None:
    """Return the migration that a database is at, or None before the first."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
        if rows.fetchone() != (True,):
            return None
        rows.execute("SELECT version_num FROM alembic_version")
        row = rows.fetchone()
        return row[0] if row else None


def server_version(url: str) -> str:
    """Return the version of the server at an address, such as 18.1."""
    with closing(connect(url)) as session:
        return str(session.get_parameter_status("server_version")).split()[0]


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


def is_local(url: str) -> bool:
    """Say whether the server is on this machine: a Unix socket, the loopback, or compose's own ``db``."""
    parts = _parts(url)
    # libpq's own order: an address goes before a name, the URL before the environment.
    given = (parts.get(name) or os.environ.get(f"PG{name.upper()}") for name in ("hostaddr", "host"))
    hosts = next(filter(None, given), "")
    local = LOOPBACK | set(os.environ.get("LOCAL_DATABASE_HOSTS", "").split(","))
    return all(host in local or host.startswith("/") for host in hosts.split(","))


def _parts(url: str) -> dict[str, str]:
    """Return what libpq reads in an address: host, dbname and so on.

    Raises:
        WorkspaceError: it is none.
    """
    try:
        parts: dict[str, str] = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        msg = f"DATABASE_URL is not an address of PostgreSQL: write postgresql://user:password@host:5432/{project.name()}"
        raise WorkspaceError(msg) from error
    return parts


def migrate(url: str, to: str = "head") -> None:
    """Bring a database to a revision, newer or older; at head already, nothing is started.

    Raises:
        WorkspaceError: a migration failed; the sentence holds the database's reason.
    """
    if to == "base" or to.startswith("-"):
        _alembic(url, "downgrade", to)
        return
    before = revision(url)
    if to == "head" and before == newest_revision() is not None:
        return
    _alembic(url, "upgrade", to)
    # Asked for a revision that is behind, Alembic's upgrade does nothing and says nothing.
    if before and to != "head" and not before.startswith(to) and revision(url) == before:
        _alembic(url, "downgrade", to)


def _alembic(url: str, *words: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    commands.output([sys.executable, "-m", "alembic", *words], environment, doing="the migrations stopped")


# --- databases for tests ---------------------------------------------------------------------


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
        migrate(with_database(url, building))
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
