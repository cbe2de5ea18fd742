"""Tasks for the schema and the data of the development database."""

from uuid import uuid4

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, development
from headstart.migrations import revisions
from headstart.postgres import urls
from headstart.scaffold.undo import Database, undo_on_failure
from headstart.tasks.declare import console, parse_number, task
from headstart.tasks.development_database import open_database, refuse_remote_server
from headstart.tasks.exclusive import one_at_a_time


@task(to="the target revision; an older one runs downgrades")
@one_at_a_time
def migrate(_context: Context, to: str = "head") -> None:
    """Migrate the database to the newest or another revision."""
    database = open_database()
    before = revisions.revision(database.url)
    revisions.migrate(database.url, to)
    after = revisions.revision(database.url)
    if before == after:
        console.print(f"{urls.database_name(database.url)} is already at {after or 'no revision'}")
    else:
        console.print(f"migrated from {before or 'nothing'} to {after or 'nothing'}")


@task(message="what the migration does, in a few words")
@one_at_a_time
def migration(_context: Context, message: str) -> None:
    """Generate a migration from changes of the models."""
    database = open_database()
    revision = uuid4().hex[-12:]
    with undo_on_failure(database=Database(None, None, revision)):
        result = development.create_migration(database.url, message, revision)
    if result.failure:
        console.print(f"wrote {result.path}, which fails on existing rows: {result.failure}", markup=False)
        raise Exit("inv: edit the migration so that it handles existing rows, then run `inv migrate`", code=1)
    console.print(f"wrote {result.path}: read it, then run `inv migrate`")


@task(
    rows="add this many generated rows instead, and a tenth as many to the tables that they refer to",
    seed="with --rows: any text; the same text gives the same rows",
    table="with --rows: the table to fill, instead of every table that nothing refers to",
)
def seed(_context: Context, rows: str = "", seed: str = "1", table: str = "") -> None:
    """Add demo data, or millions of rows; your data is kept."""
    count = parse_number("rows", rows) if rows else 0
    if count:
        refuse_remote_server(branch_urls.development_url(), "seed --rows")
    elif table or seed != "1":
        raise WorkspaceError("--seed and --table need --rows: add it, or leave them out")
    database = open_database()
    revisions.migrate(database.url)
    if count:
        development.seed_in_bulk(database.url, count, "--seed", seed, "--table", table)
    else:
        console.print(development.seed(database.url))
