"""The development database: its server started, the database there, migrated, seeded."""

import os
import re
import sys
from dataclasses import dataclass

from headstart.core import commands, git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import addresses, follow
from headstart.migrations import revisions
from headstart.postgres import databases, servers, urls
from headstart.postgres.disk_space import PER_ROW, check_room

INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended
ALEMBIC = (sys.executable, "-m", "alembic")


@dataclass(frozen=True)
class Development:
    """The development database: its address, its server, and whether that had to be started.

    Where it follows the branch, ``note`` says which one it is and how it was made.
    """

    url: str
    note: str
    server: servers.Server | None
    started: bool


def open_server() -> tuple[servers.Server | None, bool]:
    """Make the server answer; return it and whether it was started. DATABASE_URL names another's."""
    if os.environ.get("DATABASE_URL"):
        return None, False
    server = servers.development_server()
    return server, server.start()


def open_database() -> Development:
    """Make the server answer and the database exist."""
    server, started = open_server()
    url = urls.default_url()
    if addresses.follows_the_branch():
        branch = git.branch()  # once: the next moment may find another one checked out
        return Development(*follow.open_database(branch, url), server, started)
    databases.ensure(url)
    return Development(url, "", server, started)


def url_for_alembic() -> str | None:
    """Return the address of the database, opened, when ``alembic`` is typed; None for DATABASE_URL's own."""
    if "DATABASE_URL" in os.environ and not addresses.follows_the_branch():
        return None
    return open_database().url


def prepare(url: str) -> str:
    """Migrate the database, and seed it if it is empty; return the line that says so, or nothing."""
    revisions.migrate(url)
    return seed(url) if databases.is_empty(url) else ""


def seed(url: str) -> str:
    """Write the demo data; return the line that says what was written."""
    words = [sys.executable, "-m", "seeds"]
    return commands.output(
        words, _on(url), cwd=project.BACKEND, failure="the demo data could not be written"
    ).strip()


def seed_in_bulk(url: str, rows: int, *words: str) -> None:
    """Write rows by the million and show how far it is.

    Args:
        url: the database, which is at the newest migration.
        rows: how many.
        words: further ones for ``python -m headstart.devdb.bulk``.

    Raises:
        WorkspaceError: nothing was written; the sentence says why.
        KeyboardInterrupt: nothing was written.
    """
    with databases.maintenance(url) as server:
        check_room(server, rows * PER_ROW, f"{rows:,} rows", "ask for fewer")
    seeding = [sys.executable, "-m", "headstart.devdb.bulk", rows, "--parent", os.getpid(), *words]
    ended = commands.run_in_terminal(seeding, _on(url), cwd=project.BACKEND)
    if ended.exit_code == INTERRUPTED:
        raise KeyboardInterrupt
    if ended.exit_code < 0:
        msg = "the seeding was killed, and PostgreSQL undoes what was not finished: run it again"
        raise WorkspaceError(msg)
    if ended.exit_code != 0:
        raise WorkspaceError(ended.last_line)


@dataclass(frozen=True)
class Migration:
    """The file of a migration that was written, and why it fails on this database, if it does."""

    path: str
    failure: str = ""


def make_migration(url: str, message: str) -> Migration:
    """Write a revision of what differs between models and database.

    Raises:
        WorkspaceError: nothing differs, or the database is behind the newest revision.
    """
    if complaint := revisions.several():
        raise WorkspaceError(complaint)
    if not revisions.is_known(at := revisions.revision(url)):
        raise WorkspaceError(revisions.unknown(urls.database_of(url), at))
    if not models_differ(url):
        msg = "models and database agree, there is nothing to migrate: change a model first"
        raise WorkspaceError(msg)
    return write_migration(url, message)


def models_differ(url: str) -> bool:
    """Say whether the models differ from a database at the newest revision.

    Raises:
        WorkspaceError: the database is behind that, or the two cannot be compared.
    """
    compared = commands.run([*ALEMBIC, "check"], _on(url))
    if compared.exit_code == 0:
        return False
    if "New upgrade operations" in compared.output:
        return True
    msg = f"the models could not be compared with the database: {compared.last_line}"
    if "not up to date" in compared.output:
        msg = "the database is behind the newest migration: run `inv migrate`, then this again"
    raise WorkspaceError(msg)


def write_migration(url: str, message: str, revision: str = "") -> Migration:
    """Write a revision of the differences, which somebody has looked for.

    Alembic makes up a ``revision`` unless it is given.
    """
    words = [*ALEMBIC, "revision", "--autogenerate", f"--message={message}"]
    if revision:
        words += ["--rev-id", revision]
    ended = commands.run(words, _on(url))
    path = re.search(r"Generating\s+(\S.*?\.py)", ended.stdout, re.DOTALL)
    if ended.exit_code != 0 or path is None:
        msg = f"the migration could not be written: {ended.last_line}"
        raise WorkspaceError(msg)
    failure = re.search(r"fails on this database \((.*)\)", ended.stderr)
    return Migration(path[1], failure[1] if failure else "")


def _on(url: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": url}
