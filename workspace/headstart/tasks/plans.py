"""What the tasks that write resources have in common: the database, and the list of changes."""

from collections.abc import Sequence
from pathlib import Path

from headstart.core import project
from headstart.migrations import revisions
from headstart.scaffold.plan import Plan
from headstart.tasks.declare import console
from headstart.tasks.development_database import open_database


def migrated_database() -> str:
    """Return the address of the development database, which is at the newest migration."""
    url = open_database().url
    if revisions.revision(url) != revisions.newest_revision():
        revisions.migrate(url)
    return url


def list_changes(plan: Plan, written: Sequence[Path] = ()) -> None:
    """Print the files that change, and those that tools wrote."""
    for change in plan.changes:
        console.print(f"{change.verb:<7} {change.path}", markup=False)
    for path in written:
        console.print(f"write   {path.relative_to(project.ROOT)}", markup=False)


def show(plan: Plan) -> None:
    """Print the changes with their lines."""
    list_changes(plan)
    for line in plan.diff():
        console.print(line, markup=False)
