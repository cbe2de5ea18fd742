"""Addresses of databases: read, changed and shown. Nothing is connected to."""

import os
import re

import psycopg2
from psycopg2.extensions import parse_dsn

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import servers

LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


def default_url() -> str:
    """Return the address of the database that all branches share until it follows the branch."""
    return os.environ.get("DATABASE_URL") or servers.development_server().url(project.name())


def with_database(url: str, name: str) -> str:
    """Return ``url`` with another database's name in it."""
    # Not urllib: it takes the slashes away from an address without a host, a Unix socket's.
    return re.sub(r"^(\w+://[^/?]*)(/[^?]*)?", rf"\1/{name}", url)


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)


def database_of(url: str) -> str:
    """Return the name of the database in an address."""
    return parts(url).get("dbname", "")


def is_local(url: str) -> bool:
    """Say whether the server is on this machine: a Unix socket, the loopback, or compose's own ``db``."""
    found = parts(url)
    # libpq's own order: an address goes before a name, the URL before the environment.
    given = (found.get(name) or os.environ.get(f"PG{name.upper()}") for name in ("hostaddr", "host"))
    hosts = next(filter(None, given), "")
    local = LOOPBACK | set(os.environ.get("LOCAL_DATABASE_HOSTS", "").split(","))
    return all(host in local or host.startswith("/") for host in hosts.split(","))


def parts(url: str) -> dict[str, str]:
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
