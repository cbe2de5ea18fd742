"""Taking and restoring snapshots, compared with plain copies by PostgreSQL."""

from headstart.bench.measurement import Measurement, measure_seconds
from headstart.bench.scratch import fill, scratch_database
from headstart.devdb import snapshots
from headstart.postgres import databases
from headstart.postgres.urls import database_name

FEW = 1_000  # rows
GOAL = 2.0


def measure(runs: int, rows: int) -> list[Measurement]:
    """Measure databases of a thousand rows, and of ``rows``."""
    return [each for count in (FEW, rows) for each in _measure_size(count, runs)]


def _measure_size(count: int, runs: int) -> list[Measurement]:
    with scratch_database() as url:
        fill(url, count)
        snapshots_taken, restores, copies = zip(*(_measure_once(url) for _ in range(runs)), strict=True)
    peer = "CREATE DATABASE … TEMPLATE"
    return [
        Measurement(f"{label}, {count:,} rows", "s", values, peer, copies, GOAL)
        for label, values in (("snapshot", snapshots_taken), ("restore", restores))
    ]


def _measure_once(url: str) -> tuple[float, float, float]:
    """Return the seconds of taking a snapshot, restoring it, and a plain copy."""
    name = f"{database_name(url)}_copy"
    with databases.maintenance(url) as server:
        copy = measure_seconds(
            lambda: server.execute(f"CREATE DATABASE {name} TEMPLATE {database_name(url)}")
        )
        databases.drop(server, name)
    take = measure_seconds(lambda: snapshots.take(url))
    restore = measure_seconds(lambda: snapshots.restore(url, snapshots.find(url)))
    for each in snapshots.list_snapshots(url):
        if each.label.database == database_name(url):
            snapshots.remove(url, each)
    return take, restore, copy
