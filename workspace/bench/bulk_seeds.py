"""Bulk seeding, beside COPY and Factory Boy."""

import os
import sys

from workspace import commands, project
from workspace.bench.scratch import scratch_database
from workspace.errors import WorkspaceError


def seed(rows: int, runs: int) -> None:
    """Measure bulk seeding and show the ratios.

    Raises:
        WorkspaceError: it could not be measured.
    """
    with scratch_database() as url:
        ended = commands.shown(
            [sys.executable, "-m", "seeds.bulk.benchmark", "--rows", rows, "--runs", runs],
            {**os.environ, "DATABASE_URL": url},
            cwd=project.BACKEND,
        )
    if ended.exit_code != 0:
        msg = f"bulk seeding could not be measured: {ended.last_line}"
        raise WorkspaceError(msg)
