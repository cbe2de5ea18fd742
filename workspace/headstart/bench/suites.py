"""Tests: the cost of fixtures, server and databases, and the scaling of suites."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench import server_speed
from headstart.bench.generated_tests import Suite
from headstart.bench.measurement import Measurement, measure_alternately
from headstart.core import project
from headstart.postgres import databases
from headstart.postgres.urls import database_name
from headstart.testing import worker_databases

SAMPLE = project.BACKEND / "app" / "models" / "author.py"
SMALL, FEW, MEDIUM, MANY = 50, 200, 500, 2_000  # tests


def measure(runs: int) -> list[Measurement]:
    """Measure the parts of a run of database tests."""
    worker_databases.test_server_url()  # starts it before the measurement
    measurements = [server_speed.measure(runs), _clone(runs)]
    if not SAMPLE.exists():  # the generated tests insert authors
        return measurements
    with TemporaryDirectory(dir=project.STATE) as name:
        folder = Path(name)
        return [*measurements, _fixtures(folder, runs), *_scaling(folder, runs)]


def _clone(runs: int) -> Measurement:
    url = worker_databases.test_server_url()
    with databases.maintenance(url) as server, worker_databases.own_database() as source:
        template = worker_databases.MIGRATED.name

        def plain() -> None:
            name = f"{database_name(source)}_{secrets.token_hex(2)}"
            databases.clone(server, template, name)
            databases.drop(server, name)

        def clone() -> None:
            with worker_databases.own_database():
                pass

        values, peer_values = measure_alternately(clone, plain, runs)
    return Measurement(
        "a database for one test", "s", values, "CREATE DATABASE … TEMPLATE and DROP", peer_values, 1.5
    )


def _fixtures(folder: Path, runs: int) -> Measurement:
    ours, recipe = Suite.write(folder / "ours", MEDIUM), Suite.write(folder / "recipe", MEDIUM, bare=True)
    values: list[float] = []
    peer_values: list[float] = []
    for _ in range(runs):
        for suite, durations in ((ours, values), (recipe, peer_values)):
            suite.run()
            durations.append(suite.milliseconds())
    return Measurement("a database test", "ms", tuple(values), "SQLAlchemy's recipe", tuple(peer_values), 1.2)


def _scaling(folder: Path, runs: int) -> list[Measurement]:
    """Measure suites of several sizes in one process and on all cores."""
    cores = os.cpu_count() or 1
    suites = {count: Suite.write(folder / f"of-{count}", count) for count in (SMALL, FEW, MEDIUM, MANY)}
    results = {
        count: [_measure_once(suites[count], cores) for _ in range(runs)] for count in (SMALL, MEDIUM, MANY)
    }
    many = results[MANY]
    return [
        _measure_one_test(suites[MANY], suites[FEW], runs),
        Measurement(
            f"{cores} workers, {MANY:,} tests", "tests/s", tuple(MANY / run.parallel for run in many),
            "one process", tuple(MANY / run.serial for run in many), 1.7,
        ),
        *(
            Measurement(
                f"`-n auto`, {count:,} tests", "s", tuple(run.auto for run in runs_of_count),
                "the faster of both", tuple(min(run.serial, run.parallel) for run in runs_of_count), 1.05,
            )
            for count, runs_of_count in results.items()
        ),
    ]  # fmt: skip


def _measure_one_test(many: Suite, few: Suite, runs: int) -> Measurement:
    times = [(many.run(), many.milliseconds(), few.run(), few.milliseconds()) for _ in range(runs)]
    values, peer_values = (tuple(each[column] for each in times) for column in (1, 3))
    return Measurement(f"a test of {many.count:,}", "ms", values, f"a test of {few.count}", peer_values, 1.1)


@dataclass(frozen=True)
class _Run:
    """The duration of a suite on all cores, in one process, and with ``-n auto``."""

    parallel: float
    serial: float
    auto: float


def _measure_once(suite: Suite, cores: int) -> _Run:
    parallel, serial = suite.run(cores), suite.run()
    return _Run(parallel, serial, parallel if suite.worker_count() else serial)
