"""The number of processes pytest starts for `-n auto`: the number that is expected to be fastest.

Starting workers takes time, so a short suite runs in one process and a long one on every core. Both the
duration of the tests and the overhead of workers are known from earlier runs.
"""

import os
import re
from pathlib import Path

import pytest

from headstart.core import project
from headstart.testing import timings
from headstart.testing.affected import record

START = 2.0  # seconds to start workers, until runs with and without workers were measured
DEFAULT_DURATION = 0.02  # seconds, for a test that has never run
CROWDING = 1.15  # the factor by which a test is slower in parallel, as caches and the server are shared


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of workers, or 0 for one process without xdist."""
    if config.option.keyword or config.option.usepdb or any("::" in arg for arg in config.args):
        return 0
    only = record.affected_tests() if config.pluginmanager.has_plugin(record.PLUGIN) else None
    share = int(config.getoption("splits", None) or 1)
    return best_number(expected_seconds(config.args, only) / share, os.cpu_count() or 1, timings.load_costs())


def best_number(seconds: float, cores: int, costs: dict[str, float]) -> int:
    """Return the number of workers with which a suite is expected to finish first.

    Args:
        seconds: the duration of the tests in one process.
        cores: the maximum number of workers.
        costs: the overhead of runs by their number of workers.
    """
    choices = {0: seconds} | {
        count: seconds * CROWDING / count + _start(count, costs) for count in range(2, cores + 1)
    }
    return min(choices, key=choices.__getitem__)


def expected_seconds(paths: list[str], only: set[str] | None = None) -> float:
    """Return the seconds that the tests under some paths took in their last run, or an estimate.

    Args:
        paths: files and folders.
        only: the known tests to count; None for all.
    """
    known: dict[str, float] = {}
    for test, seconds in timings.load_timings().items():
        file = record.file_of(test)
        known[file] = known.get(file, 0.0) + (seconds if only is None or test in only else 0.0)
    files = {file.resolve() for path in paths for file in _test_files(Path(path))}
    return sum(known[key] if (key := _key(file)) in known else _guess(file) for file in files)


def pytest_configure(config: pytest.Config) -> None:
    """Record the timings of this run, unless it is a filtered one."""
    # In a filtered run, the cost of shared fixtures is attributed to few tests; a worker sees only its own.
    is_filtered = (
        config.option.keyword
        or config.getoption("splits", None)  # all machines divide the tests by the same durations
        or any("::" in arg for arg in config.args)
    )
    # Each folder of tests that imports this hook calls it.
    is_registered = config.pluginmanager.has_plugin(timings.PLUGIN_NAME)
    if not (is_filtered or is_registered or hasattr(config, "workerinput")):
        config.pluginmanager.register(timings.Recorder(config), timings.PLUGIN_NAME)


def _start(count: int, costs: dict[str, float]) -> float:
    with_workers, without = costs.get(str(count)), costs.get("0")
    return START if with_workers is None or without is None else max(with_workers - without, 0.0)


def _test_files(path: Path) -> list[Path]:
    return sorted(path.rglob("test_*.py")) if path.is_dir() else [path]


def _key(file: Path) -> str:
    return str(file.relative_to(project.ROOT)) if file.is_relative_to(project.ROOT) else str(file)


def _guess(file: Path) -> float:
    text = file.read_text("utf-8") if file.exists() else ""
    return DEFAULT_DURATION * len(re.findall(r"^\s*def test_", text, re.MULTILINE))
