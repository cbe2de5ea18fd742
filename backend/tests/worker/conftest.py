"""Real workers, as processes, on a database of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.config import DatabaseSettings
from app.repositories.engine import plain_engine

BACKEND = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("program.py")
TIMEOUT = 30.0  # seconds


class Worker:
    """A worker process and its log."""

    def __init__(self, url: str, log: Path, settings: dict[str, str]) -> None:
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, PROGRAM],
                env={**os.environ, "PYTHONPATH": str(BACKEND), "DATABASE_URL": url, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def log(self) -> str:
        """Return what it has logged."""
        return self._log.read_text("utf-8")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(TIMEOUT)


class Queue:
    """The queue of a test's own database, and its workers."""

    def __init__(self, engine: Engine, url: str, folder: Path) -> None:
        self._engine, self._url, self._folder = engine, url, folder
        self.workers: list[Worker] = []
        self.execute("CREATE TABLE test_lines (id bigserial, line text, at timestamptz DEFAULT now())")

    def start(self, **settings: str) -> Worker:
        """Start a worker, and wait until it is ready."""
        worker = self.start_without_waiting(**settings)
        wait_until(lambda: "ready: runs" in worker.log, worker)
        return worker

    def start_without_waiting(self, **settings: str) -> Worker:
        """Start a worker."""
        worker = Worker(self._url, self._folder / f"worker-{len(self.workers)}.log", settings)
        self.workers.append(worker)
        return worker

    def execute(self, statement: str, **values: Any) -> Any:
        """Run a statement in a transaction; return the rows if it has any."""
        with self._engine.begin() as connection:
            result = connection.execute(text(statement), values)
            return result.all() if result.returns_rows else None

    def enqueue(
        self,
        name: str,
        /,
        lock: str | None = None,
        # region teams
        owner: dict[str, int] | None = None,
        # endregion
        **arguments: Any,
    ) -> int:
        """Enqueue a job of the program, as the application would."""
        content: dict[str, Any] = {"arguments": arguments, "request": "the-request"}
        # region teams
        if owner:
            content["owner"] = owner
        # endregion
        stored = json.dumps(content)
        [row] = self.execute(
            "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, lock, args) "
            "VALUES ('default', :name, :lock, CAST(:stored AS jsonb)) RETURNING id",
            name=name, lock=lock, stored=stored,
        )  # fmt: skip
        return int(row.id)

    def job(self, identity: int) -> Any:
        """Return a job."""
        [row] = self.execute("SELECT * FROM jobs.procrastinate_jobs WHERE id = :id", id=identity)
        return row

    def wait_for(self, identity: int, status: str) -> Any:
        """Wait until a job has a status, and return it."""
        wait_until(lambda: self.job(identity).status == status, *self.workers)
        return self.job(identity)

    def lines(self) -> list[str]:
        """Return the lines that jobs have written."""
        return [row.line for row in self.execute("SELECT line FROM test_lines ORDER BY id")]

    def failures(self, identity: int) -> list[str]:
        """Return why a job failed."""
        rows = self.execute(
            "SELECT error FROM jobs.failures WHERE job_id = :id ORDER BY attempt", id=identity
        )
        return [row.error for row in rows]

    def silence(self) -> None:
        """Make all workers look as if they had been silent for an hour."""
        self.execute("UPDATE jobs.procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")

    def close(self) -> None:
        """Kill the workers that still run."""
        for worker in self.workers:
            with suppress(ProcessLookupError):
                worker.process.kill()
            worker.process.wait(TIMEOUT)


def wait_until(condition: Callable[[], bool], *workers: Worker) -> None:
    """Wait for a condition; fail with the logs of the workers."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("\n".join(["Waited in vain.", *(worker.log for worker in workers)]))
        time.sleep(0.02)


@pytest.fixture
def queue(own_database: str, tmp_path: Path) -> Iterator[Queue]:
    """Return the queue of a database, which may be used by workers."""
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    queue = Queue(engine, own_database, tmp_path)
    yield queue
    queue.close()
    engine.dispose()


@pytest.fixture
def wait() -> Callable[..., None]:
    """Return the function that waits for a condition."""
    return wait_until
