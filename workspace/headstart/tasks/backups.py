"""Tasks for the backups of the production database."""

from contextlib import suppress

from invoke.context import Context

from headstart.core.errors import WorkspaceError
from headstart.deploy import backups
from headstart.tasks.declare import confirm, console, task

TARGET = "user@host, a name from [tool.deploy] in pyproject.toml, or `local`"
QUESTION = "Replace the database with it? The product stops for that."


@task("target", target=TARGET)
def backup(_context: Context, target: str = "") -> None:
    """Back up the production database, and check the backup."""
    with backups.machine(target) as place:
        with console.status("backing up, restoring, comparing"):
            table = backups.back_up(place)
        console.print(table.rstrip(), markup=False)


@task("target", target=TARGET)
def list(  # noqa: A001 -- a task has the name of its function
    _context: Context, target: str = ""
) -> None:
    """List the backups of the production database."""
    with backups.machine(target) as place:
        console.print(backups.list_backups(place).rstrip(), markup=False)


@task("target", target=TARGET)
def fetch(_context: Context, target: str = "") -> None:
    """Copy the backups back from the S3-compatible store."""
    with backups.machine(target) as place:
        with console.status("fetching the backups"):
            summary = backups.fetch(place)
        console.print(summary, markup=False)


@task(
    "target",
    target=TARGET,
    to="the time in UTC, such as '2026-11-27 14:05'; without it, the last change",
    yes="do not ask",
)
def restore(_context: Context, target: str = "", to: str = "", yes: bool = False) -> None:
    """Return the production database to an earlier time."""
    time = backups.parse_time(to)
    with backups.machine(target) as place, place.lock():
        try:
            with console.status("restoring; the database still runs"):
                summary = backups.prepare(place, time)
            console.print(summary, markup=False)
            confirm(QUESTION, yes=yes)
        except (WorkspaceError, KeyboardInterrupt):
            # What was restored would keep the disk of the database full. The first error is what matters.
            with suppress(WorkspaceError):
                backups.discard(place)
            raise
        with console.status("replacing the database"):
            console.print(backups.swap(place), markup=False)
