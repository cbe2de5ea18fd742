"""Runs a job: its handler with a unit of work of its own, in a thread."""

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from app.actor import SYSTEM
from app.jobs.handlers import Handler
from app.observability.logs import job_id, request_id
from app.observability.tracing import job_span
from app.queue import PermanentFailure
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository

log = logging.getLogger("app.jobs")

MakeWork = Callable[[], UnitOfWork]
# Takes the name of a job, the result of the attempt, and its seconds.
Report = Callable[[str, str, float], None]


class Execution:
    """Runs jobs; records and logs why they fail."""

    def __init__(self, make_work: MakeWork, report: Report | None = None) -> None:
        self._make_work = make_work
        self._report = report

    def run(
        self, name: str, handler: Handler, identity: int, attempt: int, stored: Mapping[str, Any]
    ) -> None:
        """Run an attempt of a job with what the queue stores of it; raises whatever the handler raises."""
        job_id.set(identity)
        request_id.set(stored["request"])
        started_at = time.perf_counter()
        with job_span(name, stored.get("span")):
            try:
                with closing(self._make_work()) as work:
                    # region accounts
                    # It sees the records of the team and the user whose request enqueued it.
                    work.actor = replace(SYSTEM, **stored.get("owner", {}))
                    # endregion
                    handler.run(stored["arguments"], work)
            except Exception as error:
                is_last = isinstance(error, PermanentFailure) or attempt >= handler.job.attempts
                self._log(logging.ERROR, name, attempt, "failed" if is_last else "retry", started_at)
                self._record(identity, attempt, error)
                raise
            self._log(logging.INFO, name, attempt, "done", started_at)

    def _log(self, level: int, name: str, attempt: int, result: str, started_at: float) -> None:
        seconds = time.perf_counter() - started_at
        fields = {"name": name, "attempt": attempt, "result": result, "ms": round(seconds * 1000, 1)}
        message = "name=%(name)s attempt=%(attempt)s result=%(result)s ms=%(ms)s"
        log.log(level, message, fields, exc_info=level == logging.ERROR)
        if self._report:
            self._report(name, result, seconds)

    def _record(self, identity: int, attempt: int, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        try:
            with closing(self._make_work()) as work:
                work.repository(WorkerRepository).record_failure(identity, attempt, reason)
                work.commit()
        except Exception:
            # The log has the reason; without the database, the job is not finished either.
            log.exception("the reason of the failure could not be stored")
