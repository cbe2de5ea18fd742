"""The queue of background jobs: the tables of the library procrastinate, in the schema ``jobs``."""

import json
from datetime import datetime

from sqlalchemy import String, bindparam, cast, column, table, text
from sqlalchemy.dialects.postgresql import JSONB, insert

from app.observability.logs import request_id
from app.observability.tracing import current_span
from app.queue import Job, arguments
from app.repositories.queries import Queries
from app.repositories.scope import owner_of

SCHEMA = "jobs"
JOBS = table(
    "procrastinate_jobs",
    *map(
        column, ("id", "queue_name", "task_name", "priority", "lock", "queueing_lock", "args", "scheduled_at")
    ),
    schema=SCHEMA,
)

# A duplicate of a waiting job must not fail, which would make the transaction unusable. Not procrastinate's
# function, because that fails. Triggers of the table record the event and notify the workers.
ENQUEUE = (
    insert(JOBS)
    .values(args=cast(bindparam("arguments", type_=String), JSONB))
    .on_conflict_do_nothing(index_elements=["queueing_lock"], index_where=text("status = 'todo'"))
    .returning(JOBS.c.id)
)


class QueueRepository(Queries):
    """The jobs that wait for a worker."""

    def enqueue(self, job: Job, at: datetime | None = None) -> int | None:
        """Store a job, which starts after the commit; return its ID.

        ``at`` is the earliest time for it to start. Returns None if a job with the same deduplication key
        already waits.
        """
        stored: dict[str, object] = {"arguments": arguments(job), "request": request_id.get()}
        # region accounts
        if owner := owner_of(self._session):
            stored["owner"] = owner
        # endregion
        if span := current_span():
            stored["span"] = span
        values = {
            "queue_name": job.queue,
            "task_name": type(job).__name__,
            "priority": job.priority,
            "lock": job.lock(),
            "queueing_lock": job.deduplication_key(),
            "scheduled_at": at,
            "arguments": json.dumps(stored),
        }
        # Not through the session, which would look for entities in the result.
        identity: int | None = self._session.connection().execute(ENQUEUE, values).scalar()
        return identity
