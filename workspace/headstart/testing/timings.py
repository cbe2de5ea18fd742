"""The durations of tests in their last run, and the overhead of runs."""

import json
import time
from collections import defaultdict
from pathlib import Path

import pytest

from headstart.core import project, state_file
from headstart.testing.affected.record import PLUGIN, file_of

TIMINGS_FILE = project.STATE / "test-seconds.json"
COSTS_FILE = project.STATE / "test-costs.json"
PLUGIN_NAME = "workspace-recorder"
DEFAULT_MARKS = "not slow"  # as in pyproject.toml


def load_timings() -> dict[str, float]:
    """Return the duration of each test in seconds."""
    return _read(TIMINGS_FILE)


def load_costs() -> dict[str, float]:
    """Return the overhead of runs by their number of workers, 0 for a run in one process."""
    return _read(COSTS_FILE)


class Recorder:
    """Saves the duration of each test, the sum of its phases, at the end of a run."""

    def __init__(self, config: pytest.Config) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.start_time = time.monotonic()
        self.workers = 0
        self.is_whole = config.option.markexpr in {"", DEFAULT_MARKS} and not config.pluginmanager.has_plugin(
            PLUGIN
        )

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self) -> None:
        """Count the workers."""
        self.workers += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the duration of a phase: set-up, call or tear-down."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Save the durations; of two simultaneous runs, the last one wins."""
        if not self.seconds:
            return
        replaced_files = {file_of(test) for test in self.seconds} if self.is_whole else set()
        others = {
            test: seconds for test, seconds in load_timings().items() if file_of(test) not in replaced_files
        }
        _write(TIMINGS_FILE, others | self.seconds)
        self._write_cost()

    def _write_cost(self) -> None:
        work = sum(self.seconds.values()) / max(self.workers, 1)
        cost, costs, key = time.monotonic() - self.start_time - work, load_costs(), str(self.workers)
        # The mean with the previous cost, as a single run may be slow on a busy machine.
        _write(COSTS_FILE, costs | {key: (cost + costs.get(key, cost)) / 2})


def _read(path: Path) -> dict[str, float]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): float(value) for name, value in content.items()} if isinstance(content, dict) else {}


def _write(path: Path, values: dict[str, float]) -> None:
    state_file.write(path, values, indent=1)
