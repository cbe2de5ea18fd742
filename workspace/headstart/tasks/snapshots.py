"""Tasks for snapshots of the development database, and for dumps that can be copied to other machines."""

from pathlib import Path

from invoke.context import Context
from rich.table import Column, Table
from rich.text import Text

from headstart.devdb import development, dumps, snapshots
from headstart.migrations import revisions
from headstart.postgres import urls
from headstart.postgres.labels import Label, LabelledDatabase
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.development_database import open_database, refuse_remote_server
from headstart.tasks.exclusive import one_at_a_time


@task(
    "name", name="the snapshot's name; by default the branch and the time", note="a note that `db.list` shows"
)
@one_at_a_time
def snapshot(_context: Context, name: str = "", note: str = "") -> None:
    """Take a snapshot of the development database."""
    url = _open("db.snapshot")
    with console.status("the snapshot"):
        new_snapshot = snapshots.take(url, name, note)
    command = f"inv db.restore {snapshots.quote(new_snapshot.label.name)}"
    console.print(f"took {_describe(new_snapshot)}; `{command}` restores it", markup=False)


@task("name", name="the snapshot to restore; by default the last one of this database", yes="do not ask")
@one_at_a_time
def restore(_context: Context, name: str = "", yes: bool = False) -> None:
    """Restore a snapshot; the replaced database is kept."""
    url = _open("db.restore")
    target = snapshots.find(url, name)
    database = urls.database_name(url)
    confirm(f"Replace the database {database} by {_describe(target)}?", yes=yes)
    with console.status("the snapshot"):
        backup = snapshots.restore(url, target)
    console.print(f"restored {database} from {_describe(target)}", markup=False)
    print_backup(backup)
    _print_revision(url)


@task()
def list_snapshots(_context: Context) -> None:
    """List the snapshots, newest first."""
    development.open_server()
    all_snapshots = snapshots.list_snapshots(urls.default_url())
    if not all_snapshots:
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
    for each in all_snapshots:
        label, size = each.label, f"{each.size / 1024**2:.0f} MB"
        date = f"{label.local_date:%Y-%m-%d %H:%M}"
        cells = (label.name, label.branch, label.revision, date, size, label.kind, label.note)
        table.add_row(*map(Text, cells))
    console.print(table)


@task(name="the snapshot to delete", yes="do not ask")
@one_at_a_time
def remove(_context: Context, name: str, yes: bool = False) -> None:
    """Delete a snapshot."""
    url = _open("db.remove")
    target = snapshots.find(url, name)
    confirm(f"Delete {_describe(target)}?", yes=yes)
    snapshots.remove(url, target)
    console.print(f"deleted {_describe(target)}", markup=False)


@task("file", file="the file to write; by default named after the database and the time")
@one_at_a_time
def dump(_context: Context, file: str = "") -> None:
    """Dump the development database to a file."""
    url = open_database().url
    with console.status("the dump"):
        path = dumps.dump(url, Path(file) if file else None)
    size = path.stat().st_size / 1024**2
    console.print(
        f"wrote {path} ({size:.1f} MB): `inv db.load` loads it, also on another machine", markup=False
    )


@task(file="a file written by `inv db.dump` or pg_dump --format=custom", yes="do not ask")
@one_at_a_time
def load(_context: Context, file: str, yes: bool = False) -> None:
    """Load a dump; the replaced database is kept."""
    url = _open("db.load")
    database = urls.database_name(url)
    dumps.refuse_missing(Path(file))
    confirm(f"Replace the database {database} by {file}?", yes=yes)
    with console.status("the dump"):
        backup = dumps.load(url, Path(file))
    console.print(f"loaded {file} into {database}", markup=False)
    print_backup(backup)
    _print_revision(url)


def _open(task_name: str) -> str:
    refuse_remote_server(urls.default_url(), task_name)
    return open_database().url


def _describe(database: LabelledDatabase) -> str:
    label = database.label
    branch = f" of {label.branch}" if label.branch else ""
    size = f"{database.size / 1024**2:.0f} MB"
    return f"the snapshot {label.name}{branch} ({label.local_date:%Y-%m-%d %H:%M}, {size})"


def print_backup(backup: Label) -> None:
    """Print the command that restores the replaced database."""
    command = f"inv db.restore {snapshots.quote(backup.name)}"
    console.print(f"the old database is kept for a while: `{command}` restores it", markup=False)


def _print_revision(url: str) -> None:
    revision = revisions.revision(url)
    if not revisions.is_known(revision):
        console.print(f"it is at the migration {revision}, which this checkout does not have")
    elif revision != revisions.newest_revision():
        console.print(f"it is at {revision or 'no revision'}: run `inv migrate`")
