"""What workers do to the queue besides running jobs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text

from app.queue import Job
from app.repositories.queries import Queries
from app.repositories.queue import QueueRepository

# A duplicate may have been enqueued while the job ran, and only one may wait.
_REQUEUE = text("""
    UPDATE jobs.procrastinate_jobs job
    SET status = CASE
            WHEN EXISTS (
                SELECT FROM jobs.procrastinate_jobs waiting
                WHERE waiting.queueing_lock = job.queueing_lock AND waiting.status = 'todo'
            ) THEN 'aborted'::jobs.procrastinate_job_status
            ELSE 'todo'
        END,
        scheduled_at = now() + make_interval(secs => :delay),
        attempts = attempts + :attempts,
        worker_id = NULL
    WHERE id = :id AND status = 'doing'
""")
_RUNNING = text("SELECT id FROM jobs.procrastinate_jobs WHERE status = 'doing' AND worker_id = :worker")
_ABANDONED = text("""
    SELECT job.id, job.task_name AS name, job.attempts
    FROM jobs.procrastinate_jobs job
    LEFT JOIN jobs.procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND job.worker_id IS DISTINCT FROM :worker
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :silence))
    ORDER BY job.id
    FOR UPDATE OF job SKIP LOCKED
""")
_FAIL = text("""
    UPDATE jobs.procrastinate_jobs
    SET status = 'failed', attempts = attempts + 1, worker_id = NULL
    WHERE id = :id AND status = 'doing'
""")
_RECORD = text("""
    INSERT INTO jobs.failures (job_id, attempt, error)
    SELECT :id, :attempt, :error
    WHERE EXISTS (SELECT FROM jobs.procrastinate_jobs WHERE id = :id)
    ON CONFLICT (job_id, attempt) DO UPDATE SET error = excluded.error, at = excluded.at
""")
_HEARTBEAT_AGE = text("""
    SELECT extract(epoch FROM now() - last_heartbeat) FROM jobs.procrastinate_workers WHERE id = :worker
""")
_UNREGISTER = text("DELETE FROM jobs.procrastinate_workers WHERE id = :worker")
_FORGET_WORKERS = text("""
    DELETE FROM jobs.procrastinate_workers
    WHERE last_heartbeat < now() - make_interval(secs => :silence) AND id <> :worker
""")
_LAST_TICK = text("""
    SELECT max(defer_timestamp) FROM jobs.procrastinate_periodic_defers
    WHERE task_name = :name AND periodic_id = :cron
""")
_TAKE_TICK = text("""
    INSERT INTO jobs.procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
    VALUES (:name, :cron, :tick)
    ON CONFLICT DO NOTHING
    RETURNING id
""")
_FORGET_TICKS = text("""
    DELETE FROM jobs.procrastinate_periodic_defers
    WHERE task_name = :name AND periodic_id = :cron AND defer_timestamp < :tick
""")
# From the oldest job on, so that the primary key finds them.
_DELETE_OLD = text("""
    DELETE FROM jobs.procrastinate_jobs
    WHERE id IN (
        SELECT job.id FROM jobs.procrastinate_jobs job
        WHERE job.status NOT IN ('todo', 'doing') AND NOT EXISTS (
            SELECT FROM jobs.procrastinate_events event
            WHERE event.job_id = job.id AND event.at > now() - make_interval(days => :days)
        )
        ORDER BY job.id
        LIMIT :limit
        FOR UPDATE SKIP LOCKED
    )
""")

MAX_ERROR = 2000  # characters of it that are stored


class Abandoned(NamedTuple):
    """A job whose worker was killed, or lost the database."""

    id: int
    name: str
    attempts: int


class WorkerRepository(Queries):
    """The workers, and the jobs that they run. It never commits the session."""

    def now(self) -> datetime:
        """Return the time of the database, which all workers share."""
        now: datetime = self._session.scalar(text("SELECT now()"))
        return now

    def heartbeat_age(self, worker: int) -> float | None:
        """Return how many seconds ago a worker sent a heartbeat; None if others have taken it for dead."""
        age = self._session.scalar(_HEARTBEAT_AGE, {"worker": worker})
        return None if age is None else float(age)

    def put_back(self, worker: int, delay: float) -> int:
        """Unregister a worker, and let others start its jobs after some seconds; return their number.

        This does not count as an attempt.
        """
        running = self._session.scalars(_RUNNING, {"worker": worker}).all()
        for job_id in running:
            self.requeue(job_id, delay, attempts=0)
        self._session.execute(_UNREGISTER, {"worker": worker})
        return len(running)

    def abandoned(self, silence: float, except_for: int) -> Sequence[Abandoned]:
        """Return and lock the jobs of workers that have been silent for some seconds, or are unknown."""
        values = {"silence": silence, "worker": except_for}
        return [Abandoned(*row) for row in self._session.execute(_ABANDONED, values)]

    def requeue(self, job_id: int, delay: float, attempts: int) -> None:
        """Put a running job back into the queue, with more attempts; it starts after some seconds."""
        self._session.execute(_REQUEUE, {"id": job_id, "delay": delay, "attempts": attempts})

    def fail(self, job_id: int) -> None:
        """Give up on a running job."""
        self._session.execute(_FAIL, {"id": job_id})

    def record_failure(self, job_id: int, attempt: int, error: str) -> None:
        """Store why an attempt failed."""
        # PostgreSQL's text cannot contain a null character.
        values = {"id": job_id, "attempt": attempt, "error": error.replace("\0", "")[:MAX_ERROR]}
        self._session.execute(_RECORD, values)

    def forget_workers(self, silence: float, except_for: int) -> None:
        """Delete the workers that have been silent for some seconds."""
        self._session.execute(_FORGET_WORKERS, {"silence": silence, "worker": except_for})

    def enqueue_tick(self, job: Job, cron: str, tick: datetime) -> bool:
        """Enqueue a scheduled job unless that has been done for this time or a later one.

        A schedule that is new starts with its next time. Returns whether the job was due.
        """
        values = {"name": type(job).__name__, "cron": cron, "tick": int(tick.timestamp())}
        last = self._session.scalar(_LAST_TICK, values)
        if last is not None and last >= values["tick"]:
            return False
        # Two workers at once: the second one waits here for the first one's commit.
        is_first = self._session.scalar(_TAKE_TICK, values) is not None
        if last is None or not is_first:
            return False
        self._session.execute(_FORGET_TICKS, values)
        QueueRepository(self._session).enqueue(job)
        return True

    def delete_finished(self, days: int, limit: int) -> int:
        """Delete jobs that finished before some days, but only a limited number; return it."""
        result: Any = self._session.execute(_DELETE_OLD, {"days": days, "limit": limit})
        return int(result.rowcount)
