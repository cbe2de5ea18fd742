"""Runs a job: its handler with a unit of work of its own, in a thread."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from app.jobs.handlers import Handler
from app.queue import PermanentFailure
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository
from app.request_id import request_id
from app.worker.logs import job_id

log = logging.getLogger("app.jobs")

MakeWork = Callable[[], UnitOfWork]


class Execution:
    """Runs jobs; records and logs why they fail."""

    def __init__(self, make_work: MakeWork) -> None:
        self._make_work = make_work

    def run(
        self, name: str, handler: Handler, identity: int, attempt: int, stored: Mapping[str, Any]
    ) -> None:
        """Run an attempt of a job with what the queue stores of it; raises whatever the handler raises."""
        job_id.set(identity)
        request_id.set(stored["request"])
        started_at, work = time.perf_counter(), self._make_work()
        try:
            handler.run(stored["arguments"], work)
        except Exception as error:
            is_last = isinstance(error, PermanentFailure) or attempt >= handler.job.attempts
            log.exception("name=%s attempt=%s result=%s", name, attempt, "failed" if is_last else "retry")
            self._record(identity, attempt, error)
            raise
        finally:
            work.close()
        log.info(
            "name=%s attempt=%s result=done ms=%.1f", name, attempt, (time.perf_counter() - started_at) * 1000
        )

    def _record(self, identity: int, attempt: int, error: Exception) -> None:
        work = self._make_work()
        try:
            work.repository(WorkerRepository).record_failure(
                identity, attempt, f"{type(error).__name__}: {error}"
            )
            work.commit()
        except Exception:
            # The log has the reason; without the database, the job is not finished either.
            log.exception("the reason of the failure could not be stored")
        finally:
            work.close()
