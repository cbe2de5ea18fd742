"""Tasks for the checkout's own PostgreSQL server and its development database."""

import os

from invoke.context import Context

from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, branches, development, snapshots
from headstart.migrations import revisions
from headstart.postgres import servers, swap, urls
from headstart.scaffold import undo
from headstart.setup import toolchain
from headstart.tasks.declare import confirm, console, extra_args, task
from headstart.tasks.development_database import open_database, refuse_remote_server
from headstart.tasks.exclusive import one_at_a_time
from headstart.tasks.snapshots import print_backup


@task()
def start(_context: Context) -> None:
    """Start the server; it runs until `inv db.stop`."""
    database = open_database()
    console.print(
        f"{'started' if database.was_started else 'already running'}: {urls.without_password(database.url)}"
    )


@task()
def stop(_context: Context) -> None:
    """Stop this checkout's servers; your data is kept."""
    labels = [server.label for server in _servers() if server.stop()]
    servers.test_server().remove()
    console.print(f"stopped: {', '.join(labels)}" if labels else "no server of this checkout is running")


@task()
def status(_context: Context) -> None:
    """Show servers, their data and the database's revision."""
    for server in _servers():
        pid = server.pid()
        console.print(f"{server.label:<12} {f'process {pid}' if pid else 'stopped':<16} {server.data}")
    if branch_urls.follows_branch():
        branch = git.branch()
        console.print(f"{'follows':<12} {branches.label(branch)}", markup=False)
        if branches.key(branch) is None:
            console.print(f"{'database':<12} none yet: the next task creates it")
            return
    url = branch_urls.development_url()
    console.print(f"{'database':<12} {urls.without_password(url)}")
    if command := undo.killed():
        console.print(f"{'killed':<12} {command}, and still to be undone: run `inv migrate`", markup=False)
    try:
        console.print(
            f"{'revision':<12} {revisions.revision(url) or 'none: run `inv migrate` to create the tables'}"
        )
    except WorkspaceError as error:
        console.print(f"{'revision':<12} unknown: {error}")


@task()
def shell(_context: Context) -> None:
    """Open psql in the development database."""
    database = development.open_database()
    psql = toolchain.client("psql")
    args = [str(psql), *extra_args(), database.url]
    os.execv(args[0], args)  # noqa: S606 - psql takes over the terminal


@task(yes="do not ask")
@one_at_a_time
def reset(_context: Context, yes: bool = False) -> None:
    """Recreate the development database; the old one is kept."""
    url = branch_urls.development_url()
    name = urls.database_name(url)
    refuse_remote_server(url, "db.reset")
    confirm(f"All data of the database {name} will be replaced by the demo data. Continue?", yes=yes)
    database = open_database()
    with swap.turn(database.url) as turn, snapshots.replace_database(turn, "before reset") as new:
        message = development.prepare(new.url)
    console.print(f"recreated {name}; {message}")
    print_backup(new.backup)


def _servers() -> tuple[servers.Server, servers.Server]:
    return servers.development_server(), servers.test_server()
