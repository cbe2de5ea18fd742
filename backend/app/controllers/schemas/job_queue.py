"""Schemas for background jobs."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.controllers.schemas.base import Resource
from app.fields import Identity
from app.services.job_queue import JobStatus


class QueuedJob(Resource):
    """A background job."""

    id: Identity
    name: str
    queue: str
    status: JobStatus
    priority: int
    attempts: Annotated[int, Field(description="The attempts that have ended.")]
    arguments: dict[str, Any]
    request_id: Annotated[str | None, Field(description="The ID of the request that enqueued the job.")]
    error: Annotated[str | None, Field(description="Why the last attempt failed.")]
    enqueued_at: datetime | None
    scheduled_at: Annotated[datetime | None, Field(description="The job does not start before this time.")]
    started_at: datetime | None
    ended_at: datetime | None


class QueueCount(Resource):
    """The number of jobs of a queue that have a status."""

    queue: str
    status: JobStatus
    count: int


class MinuteCount(Resource):
    """The number of attempts that ended in a minute."""

    minute: datetime
    done: int
    failed: int


class JobQueue(Resource):
    """The state of the job queue."""

    workers: Annotated[int, Field(description="The workers that are alive.")]
    oldest_waiting_at: Annotated[
        datetime | None, Field(description="Since when the oldest job waits that could run.")
    ]
    counts: list[QueueCount]
    history: Annotated[list[MinuteCount], Field(description="The last hour, oldest first.")]
