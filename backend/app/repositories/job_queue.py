"""The state of the job queue, for people: lists, counts, and what they can do about a job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict
from app.fields import Identity, ShortText, StrictQuery
from app.repositories.queries import Queries, found


class JobStatus(StrEnum):
    """The status of a job. A waiting job starts as soon as a worker is free, a scheduled one at its time."""

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class JobFilters(StrictQuery):
    """The filters of the list of jobs; ``before`` is the ID of the last job of the previous page."""

    status: JobStatus | None = None
    queue: ShortText | None = None
    before: Identity | None = None


@dataclass(frozen=True)
class QueuedJob:
    """A job, with its last error."""

    id: int
    name: str
    queue: str
    status: JobStatus
    priority: int
    attempts: int
    arguments: dict[str, Any]
    request_id: str | None
    error: str | None
    enqueued_at: datetime | None
    scheduled_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class QueueCount:
    """The number of jobs of a queue that have a status."""

    queue: str
    status: JobStatus
    count: int


@dataclass(frozen=True)
class MinuteCount:
    """The number of jobs that ended in a minute."""

    minute: datetime
    done: int
    failed: int


@dataclass(frozen=True)
class QueueState:
    """The state of the queue: live workers, and since when the oldest job waits that could run."""

    workers: int
    oldest_waiting_at: datetime | None


# Seconds between two signs of life of a worker, after which others take it for dead.
SILENCE = 30.0

_STATUS = """
    CASE
        WHEN job.status = 'todo' AND job.scheduled_at > now() THEN 'scheduled'
        WHEN job.status = 'todo' THEN 'waiting'
        WHEN job.status = 'doing' THEN 'running'
        WHEN job.status = 'succeeded' THEN 'done'
        WHEN job.status = 'failed' THEN 'failed'
        ELSE 'cancelled'
    END
"""
_LIST = text(f"""
    SELECT job.id, task_name AS name, queue_name AS queue, {_STATUS} AS status, priority, attempts,
        args -> 'arguments' AS arguments, args ->> 'request' AS request_id, failure.error,
        times.enqueued_at, scheduled_at, times.started_at, times.ended_at
    FROM jobs.procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT error FROM jobs.failures WHERE job_id = job.id ORDER BY at DESC, attempt DESC LIMIT 1
    ) failure ON true
    LEFT JOIN LATERAL (
        SELECT min(at) FILTER (WHERE type = 'deferred') AS enqueued_at,
            max(at) FILTER (WHERE type = 'started') AS started_at,
            max(at) FILTER (WHERE type IN ('succeeded', 'failed', 'cancelled', 'aborted')) AS ended_at
        FROM jobs.procrastinate_events WHERE job_id = job.id
    ) times ON true
    WHERE (CAST(:id AS bigint) IS NULL OR job.id = :id)
        AND (CAST(:queue AS text) IS NULL OR queue_name = :queue)
        AND (CAST(:status AS text) IS NULL OR {_STATUS} = :status)
        AND (CAST(:before AS bigint) IS NULL OR job.id < :before)
    ORDER BY job.id DESC
    LIMIT :limit
""")  # noqa: S608 -- a constant
_COUNTS = text(f"""
    SELECT queue_name, {_STATUS}, count(*) FROM jobs.procrastinate_jobs job GROUP BY 1, 2 ORDER BY 1, 2
""")  # noqa: S608 -- a constant
_HISTORY = text("""
    SELECT minute, count(*) FILTER (WHERE type = 'succeeded'),
        count(*) FILTER (WHERE type IN ('failed', 'deferred_for_retry'))
    FROM generate_series(
        date_trunc('minute', now()) - make_interval(mins => :minutes - 1), now(), interval '1 minute'
    ) minute
    LEFT JOIN jobs.procrastinate_events ON at >= minute AND at < minute + interval '1 minute'
    GROUP BY minute ORDER BY minute
""")
_STATE = text("""
    SELECT
        (
            SELECT count(*) FROM jobs.procrastinate_workers
            WHERE last_heartbeat > now() - make_interval(secs => :silence)
        ),
        (
            SELECT min(coalesce(scheduled_at, at))
            FROM (
                SELECT id, scheduled_at FROM jobs.procrastinate_jobs
                WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
                ORDER BY id LIMIT 1
            ) job
            JOIN jobs.procrastinate_events ON job_id = job.id AND type = 'deferred'
        )
""")
# The library's trigger only notifies workers of new jobs.
_RETRY = text("""
    WITH job AS (
        UPDATE jobs.procrastinate_jobs
        SET status = 'todo', attempts = 0, scheduled_at = NULL, abort_requested = false
        WHERE id = :id AND status IN ('failed', 'cancelled', 'aborted')
        RETURNING id, queue_name
    )
    SELECT pg_notify(channel, json_build_object('type', 'job_inserted', 'job_id', id)::text)
    FROM job, unnest(ARRAY['procrastinate_any_queue_v1', 'procrastinate_queue_v1#' || queue_name]) channel
""")
_CANCEL = text("""
    UPDATE jobs.procrastinate_jobs SET status = 'cancelled' WHERE id = :id AND status = 'todo' RETURNING id
""")


class JobQueueRepository(Queries):
    """All jobs, whether they wait, run or have ended."""

    def list(self, filters: JobFilters, limit: int) -> Sequence[QueuedJob]:
        """Return the newest jobs that match all filters."""
        return self._list(limit, status=filters.status, queue=filters.queue, before=filters.before)

    def get(self, job_id: int) -> QueuedJob:
        """Return a job; raises NotFound."""
        jobs = self._list(1, id=job_id)
        return found(jobs[0] if jobs else None, "job", job_id)

    def counts(self) -> Sequence[QueueCount]:
        """Return the number of jobs by queue and status."""
        return [QueueCount(row[0], JobStatus(row[1]), row[2]) for row in self._session.execute(_COUNTS)]

    def history(self, minutes: int) -> Sequence[MinuteCount]:
        """Return how many attempts ended in each of the last minutes, oldest first."""
        return [MinuteCount(*row) for row in self._session.execute(_HISTORY, {"minutes": minutes})]

    def state(self) -> QueueState:
        """Return the live workers, and since when the oldest job waits."""
        return QueueState(*self._session.execute(_STATE, {"silence": SILENCE}).one())

    def retry(self, job_id: int) -> None:
        """Run a failed or cancelled job again, with all its attempts.

        Raises:
            NotFound: there is no such job.
            Conflict: it has another status, or a job with the same deduplication key waits.
        """
        try:
            with self._session.begin_nested():
                is_done = self._session.execute(_RETRY, {"id": job_id}).first()
        except IntegrityError:
            raise Conflict("A job with the same deduplication key is already waiting.") from None
        if not is_done:
            raise Conflict(
                f"The job is {self.get(job_id).status}: only failed and cancelled jobs can be retried."
            )

    def cancel(self, job_id: int) -> None:
        """Never start a waiting or scheduled job; raises NotFound, or Conflict if it has another status."""
        if self._session.scalar(_CANCEL, {"id": job_id}) is None:
            raise Conflict(
                f"The job is {self.get(job_id).status}: only waiting and scheduled jobs can be cancelled."
            )

    def _list(self, limit: int, **filters: Any) -> Sequence[QueuedJob]:
        values = {"id": None, "status": None, "queue": None, "before": None, "limit": limit, **filters}
        return [QueuedJob(**row) for row in self._session.execute(_LIST, values).mappings()]
