"""How many processes pytest starts for `-n auto`: as many as the work there is pays for.

A worker costs about a second to start, so a suite of two seconds runs in one process and a suite of
a minute on every core. The work is known from the last run, a file of tests at a time.
"""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from workspace import project

RECORD = project.STATE / "test-seconds.json"
RECORDER = "workspace-recorder"
START = 1.0  # seconds that starting the workers costs, whatever their number
UNKNOWN_TEST = 0.02  # seconds, until a first run has measured it


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of workers, or 0 for one process without xdist."""
    if config.option.keyword or config.option.usepdb or any("::" in word for word in config.args):
        return 0
    return best(expected_seconds(config.args), os.cpu_count() or 1)


def best(seconds: float, cores: int) -> int:
    """Return the number of workers that ends a suite of ``seconds`` in one process the soonest."""
    choices = {0: seconds} | {count: seconds / count + START for count in range(2, cores + 1)}
    return min(choices, key=choices.__getitem__)


def expected_seconds(paths: list[str]) -> float:
    """Return the seconds that the tests under some paths took in the last run, or will about take."""
    known = recorded()
    files = {file.resolve() for path in paths for file in _test_files(Path(path))}
    return sum(known.get(_key(file), _guess(file)) for file in files)


def recorded() -> dict[str, float]:
    """Return the seconds that each file's tests took when they last ran."""
    try:
        known: dict[str, float] = json.loads(RECORD.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known


class Recorder:
    """Writes down at the end of a run how long each file's tests took, summed over the workers."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a phase of a test: set-up, call or tear-down."""
        self.seconds[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write the sums down; of two runs at once, the later one's stay."""
        if self.seconds:
            project.STATE.mkdir(exist_ok=True)
            unfinished = RECORD.with_suffix(f".{os.getpid()}")
            unfinished.write_text(json.dumps(recorded() | self.seconds, indent=1, sort_keys=True), "utf-8")
            unfinished.replace(RECORD)


def pytest_configure(config: pytest.Config) -> None:
    """Record this run, when it is a whole one."""
    # A filtered run measures a part of each file, a worker only its share.
    filtered = config.option.keyword or config.option.markexpr or any("::" in word for word in config.args)
    # Each folder of tests that takes this hook in calls it.
    known = config.pluginmanager.has_plugin(RECORDER)
    if not (filtered or known or hasattr(config, "workerinput")):
        config.pluginmanager.register(Recorder(), RECORDER)


def _test_files(path: Path) -> list[Path]:
    return sorted(path.rglob("test_*.py")) if path.is_dir() else [path]


def _key(file: Path) -> str:
    return str(file.relative_to(project.ROOT)) if file.is_relative_to(project.ROOT) else str(file)


def _guess(file: Path) -> float:
    text = file.read_text("utf-8") if file.exists() else ""
    return UNKNOWN_TEST * len(re.findall(r"^\s*def test_", text, re.MULTILINE))
