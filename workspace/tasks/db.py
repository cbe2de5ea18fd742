"""Tasks for the checkout's own PostgreSQL server and its development database."""

import os

from invoke.context import Context

from workspace import addresses, databases, development, postgres, revisions, toolchain
from workspace.errors import WorkspaceError
from workspace.tasks.declare import confirm, console, further_words, task


@task()
def start(_context: Context) -> None:
    """Start the server; it runs until `inv db.stop`."""
    found = development.open_database()
    console.print(
        f"{'started' if found.started else 'runs already'}: {addresses.without_password(found.url)}"
    )


@task()
def stop(_context: Context) -> None:
    """Stop this checkout's servers; your data stay."""
    stopped = [server.label for server in _servers() if server.stop()]
    postgres.test_server().remove()
    console.print(f"stopped: {', '.join(stopped)}" if stopped else "no server of this checkout runs")


@task()
def status(_context: Context) -> None:
    """Show the servers, their data and the database's revision."""
    for server in _servers():
        pid = server.pid()
        console.print(f"{server.label:<12} {f'process {pid}' if pid else 'stopped':<16} {server.data}")
    url = addresses.development_url()
    console.print(f"{'database':<12} {addresses.without_password(url)}")
    try:
        console.print(f"{'revision':<12} {revisions.revision(url) or 'none: `inv migrate` makes the tables'}")
    except WorkspaceError as error:
        console.print(f"{'revision':<12} unknown: {error}")


@task()
def shell(_context: Context) -> None:
    """Open psql in the development database."""
    found = development.open_database()
    psql = toolchain.client("psql")
    words = [str(psql), *further_words(), found.url]
    os.execv(words[0], words)  # noqa: S606 - psql takes over the terminal


@task(yes="do not ask")
def reset(_context: Context, yes: bool = False) -> None:
    """Drop the development database and make it anew."""
    url = addresses.development_url()
    name = addresses.database_of(url)
    if not addresses.is_local(url):
        msg = f"the server of {name} is not on this machine: `inv db.reset` only drops local databases"
        raise WorkspaceError(msg)
    confirm(f"All data of the database {name} will be lost. Go on?", yes=yes)
    found = development.open_database()
    with databases.maintenance(found.url) as server:
        databases.drop(server, name)
        databases.create(server, name)
    revisions.migrate(found.url)
    console.print(f"{name} is new; {development.seed(found.url)}")


def _servers() -> tuple[postgres.Server, postgres.Server]:
    return postgres.development_server(), postgres.test_server()
