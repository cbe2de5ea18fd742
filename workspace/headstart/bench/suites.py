"""Tests: what the fixtures, the server and the databases cost, and whether a suite scales."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench import servers
from headstart.bench.generated_tests import Suite
from headstart.bench.measurement import Measurement, paired
from headstart.core import project
from headstart.postgres import databases
from headstart.postgres.urls import database_name
from headstart.testing import worker_databases

SAMPLE = project.BACKEND / "app" / "models" / "author.py"
SMALL, FEW, MIDDLE, MANY = 50, 200, 500, 2_000  # tests


def measure(runs: int) -> list[Measurement]:
    """Measure all that a run of database tests is made of."""
    worker_databases.test_server_url()  # started before anything is timed
    measured = [servers.from_nothing(runs), _clone(runs)]
    if not SAMPLE.exists():  # the generated tests write authors
        return measured
    with TemporaryDirectory(dir=project.STATE) as name:
        folder = Path(name)
        return [*measured, _fixtures(folder, runs), *_scaling(folder, runs)]


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

        values, peers = paired(clone, plain, runs)
    return Measurement(
        "a database for one test", "s", values, "CREATE DATABASE … TEMPLATE and DROP", peers, 1.5
    )


def _fixtures(folder: Path, runs: int) -> Measurement:
    ours, bare = Suite.write(folder / "ours", MIDDLE), Suite.write(folder / "bare", MIDDLE, bare=True)
    values: list[float] = []
    peers: list[float] = []
    for _ in range(runs):
        for suite, times in ((ours, values), (bare, peers)):
            suite.run()
            times.append(suite.milliseconds())
    return Measurement("a database test", "ms", tuple(values), "the bare savepoint recipe", tuple(peers), 1.2)


def _scaling(folder: Path, runs: int) -> list[Measurement]:
    """Measure suites of several sizes in one process and on all cores."""
    cores = os.cpu_count() or 1
    suites = {count: Suite.write(folder / f"of-{count}", count) for count in (SMALL, FEW, MIDDLE, MANY)}
    made = {count: [_once(suites[count], cores) for _ in range(runs)] for count in (SMALL, MIDDLE, MANY)}
    many = made[MANY]
    return [
        _of_one_test(suites[MANY], suites[FEW], runs),
        Measurement(
            f"{cores} workers, {MANY:,} tests", "tests/s", tuple(MANY / once.together for once in many),
            "one process", tuple(MANY / once.alone for once in many), 1.7,
        ),
        *(
            Measurement(
                f"the chosen number of workers, {count:,} tests", "s", tuple(once.chosen for once in found),
                "the better one", tuple(min(once.alone, once.together) for once in found), 1.05,
            )
            for count, found in made.items()
        ),
    ]  # fmt: skip


def _of_one_test(many: Suite, few: Suite, runs: int) -> Measurement:
    times = [(many.run(), many.milliseconds(), few.run(), few.milliseconds()) for _ in range(runs)]
    of_many, of_few = (tuple(each[column] for each in times) for column in (1, 3))
    return Measurement(f"a test of {many.count:,}", "ms", of_many, f"a test of {few.count}", of_few, 1.1)


@dataclass(frozen=True)
class _Once:
    """The seconds of a suite on all cores, alone, and as it would choose."""

    together: float
    alone: float
    chosen: float


def _once(suite: Suite, cores: int) -> _Once:
    together, alone = suite.run(cores), suite.run()
    return _Once(together, alone, together if suite.chosen_workers() else alone)
