"""Tasks for the schema and the data of the development database."""

from invoke.context import Context

from workspace import addresses, development, revisions
from workspace.tasks.declare import console, task
from workspace.tasks.opened import open_database


@task(to="the revision to go to; an older one runs the downgrades")
def migrate(_context: Context, to: str = "head") -> None:
    """Bring the database to the newest revision, or to another."""
    found = open_database()
    before = revisions.revision(found.url)
    revisions.migrate(found.url, to)
    after = revisions.revision(found.url)
    if before == after:
        console.print(f"{addresses.database_of(found.url)} is at {after or 'no revision'} already")
    else:
        console.print(f"migrated from {before or 'nothing'} to {after or 'nothing'}")


@task(message="what the migration does, in a few words")
def migration(_context: Context, message: str) -> None:
    """Write a migration of what the models changed."""
    found = open_database()
    path = development.make_migration(found.url, message)
    console.print(f"wrote {path}: read it, then run `inv migrate`")


@task()
def seed(_context: Context) -> None:
    """Write the demo data; what is there stays as it is."""
    found = open_database()
    revisions.migrate(found.url)
    console.print(development.seed(found.url))
