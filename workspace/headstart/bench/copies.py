"""Snapshots of a database and their return, beside the copy that PostgreSQL makes alone."""

from headstart.bench.measurement import Measurement, timed
from headstart.bench.scratch import fill, scratch_database
from headstart.devdb import snapshots
from headstart.postgres import databases
from headstart.postgres.urls import database_name

FEW = 1_000  # rows
GOAL = 2.0


def measure(runs: int, rows: int) -> list[Measurement]:
    """Measure databases of a thousand rows, and of ``rows``."""
    return [each for count in (FEW, rows) for each in _of(count, runs)]


def _of(count: int, runs: int) -> list[Measurement]:
    with scratch_database() as url:
        fill(url, count)
        taken, restored, copied = zip(*(_once(url) for _ in range(runs)), strict=True)
    peer = "CREATE DATABASE … TEMPLATE"
    return [
        Measurement(f"{what}, {count:,} rows", "s", values, peer, copied, GOAL)
        for what, values in (("snapshot", taken), ("restore", restored))
    ]


def _once(url: str) -> tuple[float, float, float]:
    """Return the seconds of a snapshot, of its return, and of a plain copy; leave nothing behind."""
    name = f"{database_name(url)}_copy"
    with databases.maintenance(url) as server:
        copied = timed(lambda: server.execute(f"CREATE DATABASE {name} TEMPLATE {database_name(url)}"))
        databases.drop(server, name)
    taken = timed(lambda: snapshots.take(url))
    restored = timed(lambda: snapshots.restore(url, snapshots.find(url)))
    for each in snapshots.list_snapshots(url):
        if each.label.database == database_name(url):
            snapshots.remove(url, each)
    return taken, restored, copied
