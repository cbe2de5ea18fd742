"""Programs for the measurements of background jobs: ``python -m headstart.bench.job_program MODE …``.

They load the app, so each runs in a process of its own.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from typing import Any

from app.config import Settings, load_settings
from app.jobs.handlers import handler, load
from app.observability.logs import configure_logging
from app.queue import Job
from app.repositories.engine import Database, connection_arguments
from app.repositories.queue import SCHEMA
from app.repositories.unit_of_work import UnitOfWork
from app.worker.process import WorkerProcess

from headstart.bench.measurement import measure_seconds
from headstart.bench.session import start_session

RUNS = os.environ.get("BENCH_RUNS", os.devnull)  # a file to which each Stamp adds a line
GAP = 0.03  # seconds between two jobs of an idle system


@dataclass(frozen=True, kw_only=True)
class NoOp(Job):
    """Does nothing."""


@dataclass(frozen=True, kw_only=True)
class Stamp(Job):
    """Writes down when it starts."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Count(Job):
    """Counts its runs in the database."""

    attempts = 50
    number: int


@handler(NoOp)
def do_nothing(_job: NoOp, _work: UnitOfWork) -> None:
    """Do nothing."""


@handler(Stamp)
def stamp(job: Stamp, _work: UnitOfWork) -> None:
    """Add a line to the file."""
    with open(RUNS, "a", encoding="utf-8") as lines:  # noqa: PTH123 -- faster than pathlib
        lines.write(f"{job.number} {time.time()}\n")


@handler(Count)
def count(job: Count, work: UnitOfWork) -> None:
    """Add a row."""
    work.session.connection().exec_driver_sql("INSERT INTO runs (number) VALUES (%s)", (job.number,))
    work.commit()


def worker() -> None:
    """Run the product's worker."""
    settings = load_settings(Settings)
    configure_logging(settings)
    sys.exit(asyncio.run(WorkerProcess(settings, load()).run()))


def peer() -> None:
    """Run the library's worker, with the same connections and the same number of threads."""
    import procrastinate  # noqa: PLC0415 -- a product may have deleted it
    from procrastinate import PsycopgConnector  # noqa: PLC0415

    settings = load_settings(Settings)
    arguments = {**connection_arguments(settings), "options": f"-c search_path={SCHEMA}"}
    app = procrastinate.App(connector=PsycopgConnector(kwargs=arguments, min_size=1, max_size=3))

    @app.task(name="NoOp")
    def _do_nothing(**_stored: object) -> None:
        pass

    app.run_worker(concurrency=settings.worker_concurrency)


def create(count: str) -> None:
    """Print the seconds of a create with an enqueued job, and of the create alone, for each pair."""
    from app import create_app  # noqa: PLC0415 -- the worker does not need the web framework

    # By name: a product without the sample has no authors.
    author_service = import_module("app.services.authors").AuthorService

    def enqueue_first(work: UnitOfWork) -> Any:
        work.enqueue(NoOp())
        return author_service(work)

    settings = load_settings(Settings)
    alone, enqueuing = (
        create_app(settings, factories).test_client() for factories in ({}, {author_service: enqueue_first})
    )

    session = start_session(settings.database_url)
    for client in (alone, enqueuing):
        client.environ_base["HTTP_SEC_FETCH_SITE"] = session["Sec-Fetch-Site"]
        client.set_cookie(*session["Cookie"].split("="))

    def run(*, enqueues: bool) -> None:
        response = (enqueuing if enqueues else alone).post("/api/authors", json={"name": "Ada Holm"})
        if response.status_code != HTTPStatus.CREATED:
            sys.exit(response.text)

    for _ in range(50):
        run(enqueues=True)
        run(enqueues=False)
    with_job, without_job = zip(
        *(
            (measure_seconds(lambda: run(enqueues=True)), measure_seconds(lambda: run(enqueues=False)))
            for _ in range(int(count))
        ),
        strict=True,
    )
    sys.stdout.write(json.dumps([with_job, without_job]))


def react(count: str) -> None:
    """Enqueue one job at a time; print the time of each commit."""
    sessions = Database(load_settings(Settings)).sessions
    commits = []
    for number in range(int(count)):
        work = UnitOfWork(sessions, {})
        work.enqueue(Stamp(number=number))
        work.commit()
        commits.append(time.time())
        work.close()
        time.sleep(GAP)
    sys.stdout.write(json.dumps(commits))


MODES: dict[str, Callable[..., None]] = {"worker": worker, "peer": peer, "create": create, "react": react}

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        MODES[sys.argv[1]](*sys.argv[2:])
