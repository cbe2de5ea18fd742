"""Use cases for the people who look after background jobs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.repositories.job_queue import (
    JobFilters,
    JobQueueRepository,
    JobStatus,
    MinuteCount,
    QueueCount,
    QueuedJob,
    QueueState,
)
from app.repositories.unit_of_work import UnitOfWork

__all__ = ["JobFilters", "JobQueueService", "JobStatus"]

HISTORY_MINUTES = 60


@dataclass(frozen=True)
class Summary:
    """The state of the queue, and the attempts that ended in the last hour."""

    state: QueueState
    counts: Sequence[QueueCount]
    history: Sequence[MinuteCount]


class JobQueueService:
    """The use cases of the page about jobs."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._jobs = work.repository(JobQueueRepository)

    def list(self, filters: JobFilters, limit: int) -> Sequence[QueuedJob]:
        """Return the newest jobs that match all filters."""
        return self._jobs.list(filters, limit)

    def summarize(self) -> Summary:
        """Return the state of the queue."""
        return Summary(self._jobs.state(), self._jobs.counts(), self._jobs.history(HISTORY_MINUTES))

    def retry(self, job_id: int) -> QueuedJob:
        """Run a failed or cancelled job again; raises NotFound, or Conflict if it has another status."""
        self._jobs.retry(job_id)
        self._work.commit()
        return self._jobs.get(job_id)

    def cancel(self, job_id: int) -> QueuedJob:
        """Never start a waiting job; raises NotFound, or Conflict if it has another status."""
        self._jobs.cancel(job_id)
        self._work.commit()
        return self._jobs.get(job_id)
