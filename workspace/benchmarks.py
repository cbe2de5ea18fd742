"""Measurements, each in a database of its own on the development server."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from workspace import commands, databases, development, project, revisions
from workspace.addresses import with_database
from workspace.errors import WorkspaceError


def seed(rows: int, runs: int) -> None:
    """Measure bulk seeding and show the ratios.

    Raises:
        WorkspaceError: it could not be measured.
    """
    with _scratch_database() as url:
        ended = commands.shown(
            [sys.executable, "-m", "seeds.bulk.benchmark", "--rows", rows, "--runs", runs],
            {**os.environ, "DATABASE_URL": url},
            cwd=project.BACKEND,
        )
    if ended.exit_code != 0:
        msg = f"bulk seeding could not be measured: {ended.last_line}"
        raise WorkspaceError(msg)


@contextmanager
def _scratch_database() -> Iterator[str]:
    server_url = development.open_database().url
    name = f"{project.name()}_bench_{secrets.token_hex(4)}"
    with databases.maintenance(server_url) as server:
        databases.create(server, name)
    url = with_database(server_url, name)
    try:
        revisions.migrate(url)
        yield url
    finally:
        with databases.maintenance(server_url) as server:
            databases.drop(server, name)
