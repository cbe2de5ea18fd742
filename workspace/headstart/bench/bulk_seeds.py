"""Bulk seeding, compared with COPY and Factory Boy."""

import json
import os
import sys

from headstart.bench.measurement import Measurement
from headstart.bench.scratch import scratch_database
from headstart.core import commands, project

SEED = "bulk seeding"
# The goal for the ratio to each peer.
GOALS = {
    "COPY of a ready file, with indexes": 0.7,
    "COPY of a ready file, recreating indexes": None,
    "create_batch of Factory Boy": 50.0,
}


def measure(runs: int, rows: int) -> list[Measurement]:
    """Measure the seeding of ``rows`` rows in each table without references to it.

    Raises:
        WorkspaceError: seeding failed.
    """
    args = ["-m", "headstart.bench.seeding_contest", "--rows", str(rows), "--runs", str(runs)]
    with scratch_database() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        output = commands.output(
            [sys.executable, *args],
            environment,
            cwd=project.BACKEND,
            failure="bulk seeding was not measured",
        )
    rates = json.loads(output)
    return [
        Measurement(f"{SEED}, {rows:,} rows", "rows/s", _rates(SEED, rates), peer, _rates(peer, rates), goal)
        for peer, goal in GOALS.items()
    ]


def _rates(contestant: str, rates: list[dict[str, float]]) -> tuple[float, ...]:
    return tuple(run[contestant] for run in rates)
