"""Tests: what the fixtures, the server and the databases cost, and whether a suite scales."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workspace import databases, project, worker_databases
from workspace.addresses import database_of
from workspace.bench import servers
from workspace.bench.generated_tests import Suite
from workspace.bench.measurement import Measurement, paired

SAMPLE = project.BACKEND / "app" / "models" / "author.py"
FEW, MIDDLE, MANY = 50, 500, 2_000  # tests


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
            name = f"{database_of(source)}_{secrets.token_hex(2)}"
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
    """Measure suites of three sizes in one process and on all cores."""
    cores = os.cpu_count() or 1
    sizes = {count: Suite.write(folder / f"of-{count}", count) for count in (FEW, MIDDLE, MANY)}
    made = {count: [_once(suite, cores) for _ in range(runs)] for count, suite in sizes.items()}
    many = made[MANY]
    return [
        Measurement(
            f"the last tests of {MANY:,}", "ms", tuple(once.last for once in many),
            "the first ones", tuple(once.first for once in many), 1.1,
        ),
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


@dataclass(frozen=True)
class _Once:
    """The seconds of a suite on all cores, alone, and as it would choose; the milliseconds of its tests."""

    together: float
    alone: float
    chosen: float
    first: float
    last: float


def _once(suite: Suite, cores: int) -> _Once:
    together, alone = suite.run(cores), suite.run(0)
    chosen = together if suite.chosen_workers() else alone
    if suite.count < MIDDLE:  # one file, which pays for the database
        return _Once(together, alone, chosen, 0.0, 0.0)
    return _Once(
        together, alone, chosen, suite.milliseconds(slice(1, 5)), suite.milliseconds(slice(-4, None))
    )
