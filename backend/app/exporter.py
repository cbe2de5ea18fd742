"""Serves /metrics on METRICS_PORT: the API's processes and the queue of jobs.

A process of its own, ``python -m app.exporter``, because each process of the API knows only its own requests.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.config import Settings, load_or_exit
from app.errors import DomainError
from app.observability.logs import configure_logging
from app.repositories.engine import Database
from app.repositories.job_queue import JobQueueRepository
from app.repositories.unit_of_work import UnitOfWork

ENDED = 0  # the process ID of the files that have the sums of ended processes


class Processes(Collector):
    """The metrics of all processes that have run since the container started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = MultiProcessCollector(None, str(folder))  # no registry: this class is in one

    def collect(self) -> Iterator[object]:  # type: ignore[override] # what the library yields has no type
        """Yield the metrics."""
        add_up_ended(self._folder)
        yield from self._files.collect()


class Queue(Collector):
    """The queue of background jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the metrics; none if the database does not respond."""
        try:
            with closing(UnitOfWork(self._database.read_sessions, {})) as work:
                jobs = work.repository(JobQueueRepository)
                counts, state = jobs.counts(), jobs.state()
        except DomainError:
            return  # it is logged
        depth = GaugeMetricFamily("job_queue_jobs", "Jobs by queue and status.", labels=["queue", "status"])
        for each in counts:
            depth.add_metric([each.queue, each.status], each.count)
        yield depth
        oldest = state.oldest_waiting_at
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("job_queue_age_seconds", "How long the oldest job has waited.", age)
        yield GaugeMetricFamily("job_queue_workers", "Live workers.", state.workers)


def add_up_ended(folder: Path) -> None:
    """Replace the files of ended processes by sums: otherwise, each replaced process would leave some."""
    for path in folder.glob("*.db"):
        kind, _, pid = path.stem.rpartition("_")
        if int(pid) == ENDED or Path("/proc", pid).exists():
            continue
        if not kind.startswith("gauge_live"):
            sums = MmapedDict(str(folder / f"{kind}_{ENDED}.db"))
            for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path)):
                sums.write_value(key, sums.read_value(key)[0] + value, 0)
            sums.close()
        path.unlink()


def main() -> None:
    """Serve until the process ends."""
    settings = load_or_exit(Settings, "The exporter cannot start")
    configure_logging(settings)
    registry = CollectorRegistry()
    registry.register(Processes(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])))
    registry.register(Queue(Database(settings)))
    _, thread = start_http_server(settings.metrics_port or 0, registry=registry)
    thread.join()


if __name__ == "__main__":
    main()
