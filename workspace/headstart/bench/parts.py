"""The parts of the benchmarks, in the order in which they run."""

from collections.abc import Callable

from headstart.bench import (
    bulk_seeds,
    job_queue,
    reload_speed,
    requests,
    setup_speed,
    snapshot_speed,
    start_up,
    suites,
)
from headstart.bench.measurement import Measurement

# Functions of the number of runs and the number of rows in large tables.
PARTS: dict[str, Callable[[int, int], list[Measurement]]] = {
    "start-up": lambda runs, _rows: start_up.measure(runs),
    "save": lambda runs, _rows: reload_speed.measure(runs),
    "requests": lambda runs, rows: requests.measure(runs, many=rows),
    "tests": lambda runs, _rows: suites.measure(runs),
    "jobs": lambda runs, _rows: job_queue.measure(runs),
    "snapshots": snapshot_speed.measure,
    "seed": bulk_seeds.measure,
    "set-up": lambda runs, _rows: setup_speed.measure(runs),
}
