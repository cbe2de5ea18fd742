"""Readiness: whether the app can handle requests."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from app.errors import SchemaMismatch
from app.repositories.job_queue import JobQueueRepository
from app.repositories.schema import SchemaRepository
from app.repositories.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

# How long jobs may wait before that is worth a warning: without a worker, and with busy ones.
MAX_WAIT_FOR_START = timedelta(minutes=1)
MAX_WAIT = timedelta(minutes=10)


class HealthService:
    """The check behind the readiness endpoint."""

    def __init__(self, work: UnitOfWork) -> None:
        self._schema = work.repository(SchemaRepository)
        self._jobs = work.repository(JobQueueRepository)

    def check(self) -> None:
        """Raise an error unless the database responds and has the schema that this code expects.

        A revision that this code does not know is newer: old code uses the new schema during a deployment.
        """
        current, expected = self._schema.revisions(), self._schema.expected()
        if current != expected and current <= self._schema.known():
            # Only in the log, because the endpoint is public.
            log.error("the database is at revision %s, the app expects %s", _named(current), _named(expected))
            raise SchemaMismatch

    def warnings(self) -> Iterator[str]:
        """Yield what needs attention although requests can be handled, each with its fix."""
        state = self._jobs.state()
        if state.oldest_waiting_at is None:
            return
        wait = datetime.now(UTC) - state.oldest_waiting_at
        problem = f"Jobs have been waiting for {wait.total_seconds() / 60:.0f} min"
        if state.workers == 0 and wait > MAX_WAIT_FOR_START:
            yield f"{problem}, and no worker is running: run `python -m app.worker`."
        elif wait > MAX_WAIT:
            yield f"{problem}: start more workers, or raise WORKER_CONCURRENCY."


def _named(revisions: frozenset[str]) -> str:
    return ", ".join(sorted(revisions)) or "none"
