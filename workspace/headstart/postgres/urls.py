"""Parses and builds addresses of databases, with libpq's own parser."""

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
    """Return the address of the database that all branches share, unless each branch has its own."""
    return os.environ.get("DATABASE_URL") or servers.development_server().url(project.name())


def with_database(url: str, name: str) -> str:
    """Return ``url`` with the name of another database."""
    return address({**parts(url), "dbname": name})


def without_password(url: str) -> str:
    """Return an address without its password, for display."""
    components = parts(url)
    return address({**components, "password": "***"} if "password" in components else components)


def database_name(url: str) -> str:
    """Return the name of the database that an address leads to.

    If it has none, libpq uses PGDATABASE, or the name of the user.
    """
    components = parts(url)
    user = components.get("user") or os.environ.get("PGUSER", "")
    return components.get("dbname") or os.environ.get("PGDATABASE") or user


def is_local(url: str) -> bool:
    """Return whether the server is on this machine: a Unix socket, loopback, or ``db`` in Compose."""
    components = parts(url)
    # As in libpq, hostaddr precedes host, and the URL precedes the environment.
    candidates = (
        components.get(name) or os.environ.get(f"PG{name.upper()}") for name in ("hostaddr", "host")
    )
    hosts = next(filter(None, candidates), "")
    local_hosts = LOOPBACK | set(os.environ.get("LOCAL_DATABASE_HOSTS", "").split(","))
    return all(host in local_hosts or host.startswith("/") for host in hosts.split(","))


def parts(url: str) -> dict[str, str]:
    """Return the components of an address: host, dbname and so on.

    Raises:
        WorkspaceError: the address is invalid, or names a service, which hides the database.
    """
    example = f"postgresql://user:password@host:5432/{project.name()}"
    try:
        components: dict[str, str] = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        msg = f"DATABASE_URL is not a PostgreSQL address: use the form {example}"
        raise WorkspaceError(msg) from error
    if "service" in components:
        msg = f"DATABASE_URL names a service instead of a database: use the form {example}"
        raise WorkspaceError(msg)
    return components


def address(components: Mapping[str, str]) -> str:
    """Return the address with these components."""
    rest = dict(components)
    host, port = rest.pop("host", ""), rest.pop("port", "")
    user, password = rest.pop("user", ""), rest.pop("password", "")
    location = ""
    if host and not host.startswith("/") and "," not in host:
        location = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    else:  # a socket, or several hosts
        rest = {name: value for name, value in (("host", host), ("port", port)) if value} | rest
    if user:
        secret = f":{quote(password, safe='*')}" if password else ""
        location = f"{quote(user, safe='')}{secret}@{location}"
    elif password:
        rest["password"] = password
    database = quote(rest.pop("dbname", ""), safe="")
    query = "&".join(f"{name}={quote(value, safe=',*')}" for name, value in rest.items())
    return f"postgresql://{location}/{database}" + (f"?{query}" if query else "")
