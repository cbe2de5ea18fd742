"""How many processes pytest starts for `-n auto`: as many as the work there is pays for.

Starting workers costs about two seconds, so a suite of three runs in one process and a suite of a minute on
every core. The work is known from the last run, and so is what the workers cost here.
"""

import os
import re
from pathlib import Path

import pytest

from headstart.core import project
from headstart.testing import timings
from headstart.testing.affected import record
from headstart.testing.shards import UNKNOWN_TEST

START = 2.0  # seconds that starting workers costs, until runs with and without them have told
CROWDING = 1.15  # how much longer a test takes beside others: they share caches and the server


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of workers, or 0 for one process without xdist."""
    if config.option.keyword or config.option.usepdb or any("::" in word for word in config.args):
        return 0
    only = record.affected_tests() if config.pluginmanager.has_plugin(record.PLUGIN) else None
    share = int((config.getoption("shard", None) or "1/1").partition("/")[2])
    return best(expected_seconds(config.args, only) / share, os.cpu_count() or 1, timings.costs())


def best(seconds: float, cores: int, costs: dict[str, float]) -> int:
    """Return the number of workers that ends a suite of ``seconds`` in one process the soonest.

    Args:
        seconds: how long the tests take.
        cores: how many workers there may be.
        costs: what runs cost besides their tests, by the number of workers.
    """
    choices = {0: seconds} | {
        count: seconds * CROWDING / count + _start(count, costs) for count in range(2, cores + 1)
    }
    return min(choices, key=choices.__getitem__)


def expected_seconds(paths: list[str], only: set[str] | None = None) -> float:
    """Return the seconds that the tests under some paths took when they last ran, or will about take.

    Args:
        paths: files and folders.
        only: those of the known tests that are run; None for all.
    """
    known: dict[str, float] = {}
    for test, seconds in timings.recorded().items():
        file = record.file_of(test)
        known[file] = known.get(file, 0.0) + (seconds if only is None or test in only else 0.0)
    files = {file.resolve() for path in paths for file in _test_files(Path(path))}
    return sum(known[key] if (key := _key(file)) in known else _guess(file) for file in files)


def pytest_configure(config: pytest.Config) -> None:
    """Record this run, unless it is of chosen tests."""
    # A filtered run puts what many tests share on the few that ran; a worker sees only its share.
    filtered = config.option.keyword or any("::" in word for word in config.args)
    # Each folder of tests that takes this hook in calls it.
    known = config.pluginmanager.has_plugin(timings.RECORDER)
    if not (filtered or known or hasattr(config, "workerinput")):
        config.pluginmanager.register(timings.Recorder(config), timings.RECORDER)


def _start(count: int, costs: dict[str, float]) -> float:
    with_workers, without = costs.get(str(count)), costs.get("0")
    return START if with_workers is None or without is None else max(with_workers - without, 0.0)


def _test_files(path: Path) -> list[Path]:
    return sorted(path.rglob("test_*.py")) if path.is_dir() else [path]


def _key(file: Path) -> str:
    return str(file.relative_to(project.ROOT)) if file.is_relative_to(project.ROOT) else str(file)


def _guess(file: Path) -> float:
    text = file.read_text("utf-8") if file.exists() else ""
    return UNKNOWN_TEST * len(re.findall(r"^\s*def test_", text, re.MULTILINE))
