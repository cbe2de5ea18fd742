"""The development database: its server started, the database there, migrated, seeded."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from workspace import databases, postgres, project
from workspace.errors import WorkspaceError


@dataclass(frozen=True)
class Development:
    """The development database: its address, its server, and whether that had to be started."""

    url: str
    server: postgres.Server | None
    started: bool


def open_database() -> Development:
    """Make the server answer and the database exist. DATABASE_URL names another server's."""
    given = os.environ.get("DATABASE_URL")
    server = None if given else postgres.development_server()
    started = server.start() if server else False
    url = databases.development_url()
    databases.ensure(url)
    return Development(url, server, started)


def seed(url: str) -> str:
    """Write the demo data; return the line that says what was written."""
    return _python("seeds", url, cwd=project.BACKEND)[-1]


def make_migration(url: str, message: str) -> str:
    """Write a revision of what differs between models and database; return its file's path.

    Raises:
        WorkspaceError: nothing differs, or the database is behind the newest revision.
    """
    output = _python("alembic", url, "check", accepted=(0, 1, 255))
    text = "\n".join(output)
    if "not up to date" in text:
        msg = "the database is behind the newest migration: run `inv migrate`, then this again"
        raise WorkspaceError(msg)
    if "No new upgrade operations" in text:
        msg = "models and database agree, there is nothing to migrate: change a model first"
        raise WorkspaceError(msg)
    if "New upgrade operations" not in text:
        msg = f"the models could not be compared with the database: {output[-1]}"
        raise WorkspaceError(msg)
    made = "\n".join(_python("alembic", url, "revision", "--autogenerate", "-m", message))
    path = re.search(r"Generating (\S.*?\.py)", made.replace("\n", " "))
    return path[1] if path else made


def _python(module: str, url: str, *words: str, accepted: tuple[int, ...] = (0,), cwd: object = project.ROOT) -> list[str]:
    """Run a module of the back end on a database; return its lines.

    Raises:
        WorkspaceError: it ended with an exit code that is not accepted.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=str(cwd), env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines() or [""]
    if done.returncode not in accepted:
        msg = f"{module} failed: {lines[-1]}"
        raise WorkspaceError(msg)
    return lines
