"""The task that gives each git branch its own database."""

from collections.abc import Callable

from invoke.context import Context
from rich.table import Column, Table
from rich.text import Text

from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_databases, branches, development
from headstart.devdb.branch_databases import BranchDatabase
from headstart.postgres import urls
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.development_database import open_database, refuse_remote_server


@task("action", action="on, off, status, or prune (drop the databases of deleted branches)", yes="do not ask")
def follow(_context: Context, action: str = "status", yes: bool = False) -> None:
    """Use a database per branch: on, off, status or prune."""
    actions: dict[str, Callable[[], None]] = {
        "on": _on,
        "off": _off,
        "status": _status,
        "prune": lambda: _prune(yes=yes),
    }
    if action not in actions:
        msg = f"unknown action {action}: use on, off, status or prune"
        raise WorkspaceError(msg)
    actions[action]()


def _on() -> None:
    default = urls.default_url()
    refuse_remote_server(default, "db.follow")
    branches.turn_on(urls.database_name(default))
    open_database()
    console.print("each branch has its own database now: `inv db.follow status` lists them")


def _off() -> None:
    if branches.is_on():
        branches.turn_off()
    name = urls.database_name(urls.default_url())
    console.print(f"off: all branches use the database {name}; the databases of branches are kept")


def _status() -> None:
    name = urls.database_name(urls.default_url())
    if not branches.is_on():
        console.print(f"off: all branches use the database {name}; `inv db.follow on` gives each its own")
    elif not branches.is_default_name(name):
        console.print(f"DATABASE_URL names {name}, which does not follow the branch: run `inv db.follow on`")
    else:
        console.print("on: each branch has its own database")
    if branches.repository():
        development.open_server()
        _print_table(branch_databases.list_databases())


def _prune(*, yes: bool) -> None:
    refuse_remote_server(urls.default_url(), "db.follow")
    development.open_server()
    orphans = [row for row in branch_databases.list_databases() if row.is_gone]
    if not orphans:
        console.print("no database belongs to a deleted branch")
        return
    names = ", ".join(f"{row.database} ({row.branch})" for row in orphans)
    confirm(f"All data of {names} will be lost. Continue?", yes=yes)
    branch_databases.drop(orphans)
    console.print(f"dropped {names}", markup=False)


def _print_table(rows: list[BranchDatabase]) -> None:
    table = Table(Column("branch", overflow="fold"), "database", "size", "", box=None, pad_edge=False)
    for row in rows:
        size = "" if row.size is None else f"{row.size / 1024**2:.0f} MB"
        state = "checked out" if row.is_here else "deleted" if row.is_gone else ""
        table.add_row(*map(Text, (row.branch, row.database or "none yet", size, state)))
    console.print(table)
    if any(row.is_gone for row in rows):
        console.print("`inv db.follow prune` drops the databases of deleted branches")
