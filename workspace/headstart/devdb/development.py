"""Opens, migrates and seeds the development database."""

import os
import re
import sys
from dataclasses import dataclass

from headstart.core import commands, git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_databases, branch_urls
from headstart.migrations import revisions
from headstart.migrations.comparison.instructions import NO_INSTRUCTIONS, Instructions
from headstart.postgres import application_role, databases, servers, urls
from headstart.postgres.disk_space import PER_ROW, check_free_space

INTERRUPTED = 130  # the exit code of a program interrupted by Ctrl-C
ALEMBIC = (sys.executable, "-m", "alembic")


@dataclass(frozen=True)
class Development:
    """The development database: its address, its server, and whether the server was started.

    ``note`` names the database of the branch and how it was created, if each branch has its own.
    """

    url: str
    note: str
    server: servers.Server | None
    was_started: bool


def open_server() -> tuple[servers.Server | None, bool]:
    """Start the server if necessary; return it and whether it was started, or None for DATABASE_URL."""
    if os.environ.get("DATABASE_URL"):
        return None, False
    server = servers.development_server()
    return server, server.start()


def open_database() -> Development:
    """Start the server and create the database, if necessary."""
    server, was_started = open_server()
    url = urls.default_url()
    if branch_urls.follows_branch():
        branch = git.branch()  # read once, as another one may be checked out in the meantime
        return Development(*branch_databases.open_database(branch, url), server, was_started)
    databases.ensure(url)
    return Development(url, "", server, was_started)


def url_for_alembic() -> str | None:
    """Open the database and return its address, for ``alembic``; None if DATABASE_URL is used as it is."""
    if "DATABASE_URL" in os.environ and not branch_urls.follows_branch():
        return None
    return open_database().url


def prepare(url: str) -> str:
    """Migrate the database, and seed it if it is empty; return a message if it was seeded."""
    application_role.grant(url)
    revisions.migrate(url)
    return seed(url) if databases.is_empty(url) else ""


def seed(url: str) -> str:
    """Write the demo data; return a message about it."""
    args = [sys.executable, "-m", "seeds"]
    return commands.output(
        args, _environment(url), cwd=project.BACKEND, failure="the demo data could not be written"
    ).strip()


def seed_in_bulk(url: str, rows: int, *args: str) -> None:
    """Write many rows, and show the progress.

    Args:
        url: the database, which is at the newest migration.
        rows: the number of rows.
        args: further arguments of ``python -m headstart.devdb.bulk``.

    Raises:
        WorkspaceError: nothing was written; the message says why.
        KeyboardInterrupt: nothing was written.
    """
    with databases.maintenance(url) as server:
        check_free_space(server, rows * PER_ROW, f"adding {rows:,} rows", "add fewer")
    command = [sys.executable, "-m", "headstart.devdb.bulk", rows, "--parent", os.getpid(), *args]
    result = commands.run_in_terminal(command, _environment(url), cwd=project.BACKEND)
    if result.exit_code == INTERRUPTED:
        raise KeyboardInterrupt
    if result.exit_code < 0:
        msg = "the seeding was killed, and nothing was written: run it again"
        raise WorkspaceError(msg)
    if result.exit_code != 0:
        raise WorkspaceError(result.last_line)


@dataclass(frozen=True)
class Migration:
    """The file of a new migration, and the reason if it fails on this database."""

    path: str
    failure: str = ""


def create_migration(url: str, message: str, revision: str = "") -> Migration:
    """Write a migration of the differences between models and database.

    Raises:
        WorkspaceError: there are no differences, or the database is behind the newest migration.
    """
    if problem := revisions.describe_multiple_heads():
        raise WorkspaceError(problem)
    if not revisions.is_known(at := revisions.revision(url)):
        raise WorkspaceError(revisions.describe_unknown(urls.database_name(url), at))
    if not models_differ(url):
        msg = "models and database are equal, so there is nothing to migrate: change a model first"
        raise WorkspaceError(msg)
    return write_migration(url, message, revision)


def models_differ(url: str) -> bool:
    """Return whether the models differ from a database at the newest revision.

    Raises:
        WorkspaceError: the database is behind, or they cannot be compared.
    """
    result = commands.run([*ALEMBIC, "check"], _environment(url))
    if result.exit_code == 0:
        return False
    if "New upgrade operations" in result.output:
        return True
    raise WorkspaceError(_describe("the models could not be compared with the database", result))


def write_migration(
    url: str, message: str, revision: str = "", instructions: Instructions = NO_INSTRUCTIONS
) -> Migration:
    """Write a migration without checking for differences; Alembic generates ``revision`` by default."""
    args = [*ALEMBIC, "revision", "--autogenerate", f"--message={message}"]
    if revision:
        args += ["--rev-id", revision]
    result = commands.run(args, _environment(url) | instructions.environment())
    path = re.search(r"Generating\s+(\S.*?\.py)", result.stdout, re.DOTALL)
    if result.exit_code != 0 or path is None:
        raise WorkspaceError(_describe("the migration could not be written", result))
    failure = re.search(r"fails on this database \((.*)\)", result.stderr)
    return Migration(path[1], failure[1] if failure else "")


def _describe(failure: str, result: commands.Completed) -> str:
    """Return a sentence about a failed run of Alembic."""
    if "not up to date" in result.output:
        return "the database is behind the newest migration: run `inv migrate`, then this command again"
    return f"{failure}: {result.last_line.removeprefix('FAILED: ')}"


def _environment(url: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": url}
