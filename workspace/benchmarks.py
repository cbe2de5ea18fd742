"""Measurements, each in a database of its own on the development server."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from workspace import commands, databases, development, project, revisions
from workspace.addresses import with_database
from workspace.errors import WorkspaceError
from workspace.held import drop_leftovers, hold


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
    prefix = f"{project.name()}_bench_"
    name = f"{prefix}{secrets.token_hex(4)}"
    url = with_database(server_url, name)
    with databases.maintenance(server_url) as server:
        drop_leftovers(server, prefix)
        hold(server, name)
        databases.create(server, name)
        try:
            revisions.migrate(url)
            yield url
        finally:
            databases.drop(server, name)
