"""How long each test took when it last ran, and what runs cost besides.

A run of all tests writes one file. A shard writes one of its own, which counts when those of all shards are
there, put beside one another from several machines: until then all shards are divided by the same record.
"""

import json
import time
from collections import defaultdict
from pathlib import Path

import pytest

from headstart.core import project, state_file
from headstart.testing.affected.record import PLUGIN, file_of

RECORD = project.STATE / "test-seconds.json"
COSTS = project.STATE / "test-costs.json"
RECORDER = "workspace-recorder"
USUAL = "not slow"  # pyproject.toml's choice of tests


def recorded() -> dict[str, float]:
    """Return the seconds of each test."""
    return _read(RECORD)


def take_in_shards() -> None:
    """Add what shards wrote to the record, if it is what all of them wrote."""
    for last in RECORD.parent.glob(f"{RECORD.stem}-*-of-*.json"):
        number, _of, count = last.stem.removeprefix(f"{RECORD.stem}-").partition("-of-")
        files = [_of_shard(f"{each}/{count}") for each in range(1, int(count) + 1)]
        if number == count and all(file.exists() for file in files):
            _write(RECORD, recorded() | {test: took for file in files for test, took in _read(file).items()})
            for file in files:
                file.unlink()


def costs() -> dict[str, float]:
    """Return what a run costs besides its tests, by the number of its workers; 0 is for one process."""
    return _read(COSTS)


class Recorder:
    """Writes down at the end of a run how long each test took, summed over its phases."""

    def __init__(self, config: pytest.Config) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.began = time.monotonic()
        self.workers = 0
        self.shard: str | None = config.getoption("shard", None)
        self.is_whole = config.option.markexpr in {"", USUAL} and not config.pluginmanager.has_plugin(PLUGIN)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self) -> None:
        """Count the workers."""
        self.workers += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a phase of a test: set-up, call or tear-down."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write it down; of two runs at once, the later one's stays."""
        if not self.seconds:
            return
        if self.shard:
            _write(_of_shard(self.shard), self.seconds)
            return
        ran = {file_of(test) for test in self.seconds} if self.is_whole else set()
        kept = {test: seconds for test, seconds in recorded().items() if file_of(test) not in ran}
        _write(RECORD, kept | self.seconds)
        for shard in RECORD.parent.glob(f"{RECORD.stem}-*.json"):
            shard.unlink()
        self._write_cost()

    def _write_cost(self) -> None:
        work = sum(self.seconds.values()) / max(self.workers, 1)
        cost, before, key = time.monotonic() - self.began - work, costs(), str(self.workers)
        # Halfway from what is known: one run on a busy machine must not decide alone.
        _write(COSTS, before | {key: (cost + before.get(key, cost)) / 2})


def _of_shard(shard: str) -> Path:
    return RECORD.with_stem(f"{RECORD.stem}-{shard.replace('/', '-of-')}")


def _read(path: Path) -> dict[str, float]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): float(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _write(path: Path, values: dict[str, float]) -> None:
    state_file.write(path, values, indent=1)
