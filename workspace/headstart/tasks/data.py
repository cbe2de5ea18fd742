"""Tasks for the schema and the data of the development database."""

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.devdb import addresses, development
from headstart.migrations import revisions
from headstart.postgres import urls
from headstart.tasks.declare import console, number, task
from headstart.tasks.opened import open_database, refuse_another_machine
from headstart.tasks.turns import one_at_a_time


@task(to="the revision to go to; an older one runs the downgrades")
@one_at_a_time
def migrate(_context: Context, to: str = "head") -> None:
    """Bring the database to the newest revision, or to another."""
    found = open_database()
    before = revisions.revision(found.url)
    revisions.migrate(found.url, to)
    after = revisions.revision(found.url)
    if before == after:
        console.print(f"{urls.database_of(found.url)} is at {after or 'no revision'} already")
    else:
        console.print(f"migrated from {before or 'nothing'} to {after or 'nothing'}")


@task(message="what the migration does, in a few words")
@one_at_a_time
def migration(_context: Context, message: str) -> None:
    """Write a migration of what the models changed."""
    found = open_database()
    made = development.make_migration(found.url, message)
    if made.failure:
        console.print(
            f"wrote {made.path}, which fails on the rows that are there: {made.failure}", markup=False
        )
        raise Exit("inv: edit the migration so that it fills them first, then run `inv migrate`", code=1)
    console.print(f"wrote {made.path}: read it, then run `inv migrate`")


@task(
    rows="add so many rows of invented data instead, and a tenth as many of what they refer to",
    seed="with --rows: any text; the same one makes the same rows",
    table="with --rows: the table to fill, instead of every one that nothing refers to",
)
def seed(_context: Context, rows: str = "", seed: str = "1", table: str = "") -> None:
    """Write the demo data, or rows by the million; yours stay."""
    count = number("rows", rows) if rows else 0
    if count:
        refuse_another_machine(addresses.development_url(), "seed --rows")
    elif table or seed != "1":
        raise WorkspaceError("--seed and --table are about --rows: add it, or leave them out")
    found = open_database()
    revisions.migrate(found.url)
    if count:
        development.seed_in_bulk(found.url, count, "--seed", seed, "--table", table)
    else:
        console.print(development.seed(found.url))
