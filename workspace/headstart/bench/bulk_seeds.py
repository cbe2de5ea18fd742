"""Bulk seeding, beside COPY and Factory Boy."""

import json
import os
import sys

from headstart.bench.measurement import Measurement
from headstart.bench.scratch import scratch_database
from headstart.core import commands, project

SEED = "bulk seeding"
# The goal for the ratio to each.
GOALS = {
    "COPY of a ready file, indexes kept up": 0.7,
    "COPY of a ready file, indexes made again": None,
    "create_batch of Factory Boy": 50.0,
}


def measure(runs: int, rows: int) -> list[Measurement]:
    """Measure the seeding of so many rows in each table that nothing refers to.

    Raises:
        WorkspaceError: it could not be measured.
    """
    words = ["-m", "headstart.bench.seeding_contest", "--rows", str(rows), "--runs", str(runs)]
    with scratch_database() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        said = commands.output(
            [sys.executable, *words],
            environment,
            cwd=project.BACKEND,
            failure="bulk seeding was not measured",
        )
    rates = json.loads(said)
    return [
        Measurement(f"{SEED}, {rows:,} rows", "rows/s", _of(SEED, rates), peer, _of(peer, rates), goal)
        for peer, goal in GOALS.items()
    ]


def _of(contestant: str, rates: list[dict[str, float]]) -> tuple[float, ...]:
    return tuple(run[contestant] for run in rates)
