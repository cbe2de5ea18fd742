"""The task that lets the database follow the git branch."""

from collections.abc import Callable

from invoke.context import Context
from rich.table import Column, Table
from rich.text import Text

from headstart.core.errors import WorkspaceError
from headstart.devdb import branches, development
from headstart.devdb import follow as owners
from headstart.devdb.follow import Owned
from headstart.postgres import urls
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.opened import open_database, refuse_another_machine


@task("what", what="on, off, status, or prune: drop the databases of deleted branches", yes="do not ask")
def follow(_context: Context, what: str = "status", yes: bool = False) -> None:
    """Give each git branch a database of its own, or stop that."""
    actions: dict[str, Callable[[], None]] = {
        "on": _on,
        "off": _off,
        "status": _status,
        "prune": lambda: _prune(yes=yes),
    }
    if what not in actions:
        msg = f"there is no `inv db.follow {what}`: say on, off, status or prune"
        raise WorkspaceError(msg)
    actions[what]()


def _on() -> None:
    default = urls.default_url()
    refuse_another_machine(default, "db.follow")
    branches.turn_on(urls.database_of(default))
    open_database()
    console.print("the database follows the branch from now on: `inv db.follow status` shows which is whose")


def _off() -> None:
    if branches.is_on():
        branches.turn_off()
    name = urls.database_of(urls.default_url())
    console.print(f"off: every branch uses the database {name}; those of the branches stay as they are")


def _status() -> None:
    name = urls.database_of(urls.default_url())
    if not branches.is_on():
        console.print(f"off: every branch uses the database {name}; `inv db.follow on` gives each its own")
    elif not branches.stands_for_all(name):
        console.print(f"DATABASE_URL names {name}, which follows no branch: `inv db.follow on` lets it")
    else:
        console.print("on: each branch has a database of its own")
    if branches.repository():
        development.open_server()
        _print_table(owners.owned())


def _prune(*, yes: bool) -> None:
    refuse_another_machine(urls.default_url(), "db.follow")
    development.open_server()
    gone = [row for row in owners.owned() if row.is_gone]
    if not gone:
        console.print("no database belongs to a deleted branch")
        return
    names = ", ".join(f"{row.database} ({row.branch})" for row in gone)
    confirm(f"All data of {names} will be lost. Continue?", yes=yes)
    owners.drop(gone)
    console.print(f"dropped {names}", markup=False)


def _print_table(rows: list[Owned]) -> None:
    table = Table(Column("branch", overflow="fold"), "database", "size", "", box=None, pad_edge=False)
    for row in rows:
        size = "" if row.size is None else f"{row.size / 1024**2:.0f} MB"
        state = "checked out" if row.is_here else "deleted" if row.is_gone else ""
        table.add_row(*map(Text, (row.branch, row.database or "none yet", size, state)))
    console.print(table)
    if any(row.is_gone for row in rows):
        console.print("`inv db.follow prune` drops the databases of deleted branches")
