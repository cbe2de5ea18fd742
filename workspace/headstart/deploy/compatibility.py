"""Whether the running release can use the database after the pending migrations."""

from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.migrations.rehearsal.run import rehearse

ROWS = 100
MAX_WAIT = 60.0  # seconds; `preflight` examines how long migrations lock tables


def pending(revision: str) -> bool:
    """Return whether the server's database needs migrations.

    Raises:
        WorkspaceError: this checkout is older than the database, or has several newest migrations.
    """
    if problem := revisions.describe_multiple_heads():
        raise WorkspaceError(problem)
    if not revisions.is_known(revision or None):
        msg = (
            f"the server's database is at the migration {revision}, which this checkout does not have: "
            f"deploy a newer commit"
        )
        raise WorkspaceError(msg)
    return revision != (revisions.newest_revision() or "")


def broken_statements(revision: str) -> list[str]:
    """Return what fails in code that uses the schema of a revision, after the newest migration.

    The migrations are rehearsed on generated rows, while a client reads and writes all columns.
    """
    database = development.open_database()
    try:
        results = list(
            rehearse(database.url, since=revision, rows=ROWS, max_wait=MAX_WAIT, report=lambda _step: None)
        )
    finally:
        if database.server and database.was_started:
            database.server.stop()
    for result in results:
        if failure := result.phases[0].failure:
            msg = f"the migration {result.migration.revision} fails: {failure}; `inv db.rehearse` shows more"
            raise WorkspaceError(msg)
    return [
        f"{result.migration.revision}: {statement.activity} {statement.table} fails: {statement.reason}"
        for result in results
        for statement in result.phases[0].broken
    ]
