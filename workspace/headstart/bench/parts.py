"""The parts of the benchmark, in the order in which they run."""

from collections.abc import Callable

from headstart.bench import bulk_seeds, copies, requests, saving, setting_up, start_up, suites
from headstart.bench.measurement import Measurement

# FunctionColumn with the number of runs, and the number of rows where it is about many.
PARTS: dict[str, Callable[[int, int], list[Measurement]]] = {
    "start-up": lambda runs, _rows: start_up.measure(runs),
    "save": lambda runs, _rows: saving.measure(runs),
    "requests": lambda runs, rows: requests.measure(runs, many=rows),
    "tests": lambda runs, _rows: suites.measure(runs),
    "copies": copies.measure,
    "seed": bulk_seeds.measure,
    "set-up": lambda runs, _rows: setting_up.measure(runs),
}
