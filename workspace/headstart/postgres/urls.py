"""Addresses of databases: read by libpq's own parser, changed and shown. Nothing is connected to."""

import os
from collections.abc import Mapping
from urllib.parse import quote

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
    """Return ``url`` with another database's name in it, wherever it held one."""
    return address({**parts(url), "dbname": name})


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    found = parts(url)
    return address({**found, "password": "***"} if "password" in found else found)


def database_of(url: str) -> str:
    """Return the name of the database that an address leads to.

    Without one, libpq takes PGDATABASE, or a database with the name of the user.
    """
    found = parts(url)
    user = found.get("user") or os.environ.get("PGUSER", "")
    return found.get("dbname") or os.environ.get("PGDATABASE") or user


def is_local(url: str) -> bool:
    """Return whether the server is on this machine: a Unix socket, the loopback, or compose's own ``db``."""
    found = parts(url)
    # libpq's own order: an address goes before a name, the URL before the environment.
    given = (found.get(name) or os.environ.get(f"PG{name.upper()}") for name in ("hostaddr", "host"))
    hosts = next(filter(None, given), "")
    local = LOOPBACK | set(os.environ.get("LOCAL_DATABASE_HOSTS", "").split(","))
    return all(host in local or host.startswith("/") for host in hosts.split(","))


def parts(url: str) -> dict[str, str]:
    """Return what libpq reads in an address: host, dbname and so on.

    Raises:
        WorkspaceError: it is no address, or names a service, whose database only libpq's files know.
    """
    example = f"postgresql://user:password@host:5432/{project.name()}"
    try:
        found: dict[str, str] = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        msg = f"DATABASE_URL is not an address of PostgreSQL: write {example}"
        raise WorkspaceError(msg) from error
    if "service" in found:
        msg = f"DATABASE_URL names a service, which hides its database: write {example}"
        raise WorkspaceError(msg)
    return found


def address(found: Mapping[str, str]) -> str:
    """Return the address that libpq reads these parts in."""
    rest = dict(found)
    host, port = rest.pop("host", ""), rest.pop("port", "")
    user, password = rest.pop("user", ""), rest.pop("password", "")
    place = ""
    if host and not host.startswith("/") and "," not in host:
        place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    else:  # a socket, or several hosts
        rest = {name: value for name, value in (("host", host), ("port", port)) if value} | rest
    if user:
        secret = f":{quote(password, safe='*')}" if password else ""
        place = f"{quote(user, safe='')}{secret}@{place}"
    elif password:
        rest["password"] = password
    database = quote(rest.pop("dbname", ""), safe="")
    query = "&".join(f"{name}={quote(value, safe=',*')}" for name, value in rest.items())
    return f"postgresql://{place}/{database}" + (f"?{query}" if query else "")
