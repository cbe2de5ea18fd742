"""Tasks for snapshots of the development database, and for dumps that carry one to another machine."""

from pathlib import Path

from invoke.context import Context
from rich.table import Column, Table
from rich.text import Text

from headstart.devdb import development, dumps, snapshots
from headstart.migrations import revisions
from headstart.postgres import urls
from headstart.postgres.labels import Label, Labelled
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.opened import open_database, refuse_another_machine
from headstart.tasks.turns import one_at_a_time


@task("name", name="what to call it; the branch and the time unless given", note="a few words for `db.list`")
@one_at_a_time
def snapshot(_context: Context, name: str = "", note: str = "") -> None:
    """Keep the development database as it is now."""
    url = _opened("db.snapshot")
    with console.status("the snapshot"):
        taken = snapshots.take(url, name, note)
    again = f"inv db.restore {snapshots.quoted(taken.label.name)}"
    console.print(f"kept {_shown(taken)}; `{again}` brings it back", markup=False)


@task("name", name="which one; the last of this database unless given", yes="do not ask")
@one_at_a_time
def restore(_context: Context, name: str = "", yes: bool = False) -> None:
    """Bring a snapshot back; what it replaces is kept."""
    url = _opened("db.restore")
    wanted = snapshots.find(url, name)
    database = urls.database_of(url)
    confirm(f"{_shown(wanted)} will take the place of the database {database}. Continue?", yes=yes)
    with console.status("the snapshot"):
        kept = snapshots.restore(url, wanted)
    console.print(f"{database} is as {_shown(wanted)} was", markup=False)
    tell_kept(kept)
    _tell_revision(url)


@task()
def list_snapshots(_context: Context) -> None:
    """Show the snapshots, the newest first."""
    development.open_server()
    found = snapshots.list_snapshots(urls.default_url())
    if not found:
        console.print("no snapshots: `inv db.snapshot` takes one")
        return
    table = Table(
        Column("name", overflow="fold"),
        "branch",
        "revision",
        "date",
        "size",
        "kind",
        "note",
        box=None,
        pad_edge=False,
    )
    for each in found:
        label, size = each.label, f"{each.size / 1024**2:.0f} MB"
        date = f"{label.local_date:%Y-%m-%d %H:%M}"
        cells = (label.name, label.branch, label.revision, date, size, label.kind, label.note)
        table.add_row(*map(Text, cells))
    console.print(table)


@task(name="which one", yes="do not ask")
@one_at_a_time
def remove(_context: Context, name: str, yes: bool = False) -> None:
    """Drop a snapshot for good."""
    url = _opened("db.remove")
    found = snapshots.find(url, name)
    confirm(f"{_shown(found)} will be lost. Continue?", yes=yes)
    snapshots.remove(url, found)
    console.print(f"dropped {_shown(found)}", markup=False)


@task("file", file="the file to write; named after the database and the time unless given")
@one_at_a_time
def dump(_context: Context, file: str = "") -> None:
    """Write the development database into a file."""
    url = open_database().url
    with console.status("the dump"):
        path = dumps.dump(url, Path(file) if file else None)
    size = path.stat().st_size / 1024**2
    console.print(f"wrote {path} ({size:.1f} MB): `inv db.load` reads it on another machine", markup=False)


@task(file="what `inv db.dump` or pg_dump --format=custom wrote", yes="do not ask")
@one_at_a_time
def load(_context: Context, file: str, yes: bool = False) -> None:
    """Bring a dump in; what it replaces is kept."""
    url = _opened("db.load")
    database = urls.database_of(url)
    confirm(f"{file} will take the place of the database {database}. Continue?", yes=yes)
    with console.status("the dump"):
        kept = dumps.load(url, Path(file))
    console.print(f"{database} holds {file}", markup=False)
    tell_kept(kept)
    _tell_revision(url)


def _opened(task_name: str) -> str:
    refuse_another_machine(urls.default_url(), task_name)
    return open_database().url


def _shown(found: Labelled) -> str:
    label = found.label
    branch = f" of {label.branch}" if label.branch else ""
    size = f"{found.size / 1024**2:.0f} MB"
    return f"the snapshot {label.name}{branch} ({label.local_date:%Y-%m-%d %H:%M}, {size})"


def tell_kept(kept: Label) -> None:
    """Say how what was replaced comes back."""
    again = f"inv db.restore {snapshots.quoted(kept.name)}"
    console.print(f"what was there before is kept for a while: `{again}` brings it back", markup=False)


def _tell_revision(url: str) -> None:
    revision = revisions.revision(url)
    if not revisions.is_known(revision):
        console.print(f"it is at the migration {revision}, which this checkout does not have")
    elif revision != revisions.newest_revision():
        console.print(f"it is at {revision or 'no revision'}: `inv migrate` brings it to the newest")
