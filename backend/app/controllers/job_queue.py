"""Routes for the people who look after background jobs."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.base import Resource
from app.controllers.schemas.lists import NEWEST, NewestPage, newest_page
from app.controllers.wiring import service
from app.fields import Identity
from app.services.job_queue import JobFilters, JobQueueService, JobStatus

blueprint = make_blueprint("job_queue", "/api/admin/jobs", access=Access.ADMIN)


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


@blueprint.get("")
@blueprint.input(JobFilters)
@blueprint.output(NewestPage[QueuedJob])
def list_queued_jobs(query: JobFilters) -> Any:
    """List background jobs, newest first."""
    return newest_page(service(JobQueueService).list(query, NEWEST))


@blueprint.get("/summary")
@blueprint.output(JobQueue)
def get_job_queue() -> Any:
    """Count background jobs, and check whether workers run them."""
    summary = service(JobQueueService).summarize()
    return {**vars(summary.state), "counts": summary.counts, "history": summary.history}


@blueprint.post("/<id:job_id>/retry")
@blueprint.output(QueuedJob)
@blueprint.doc(responses=problems(409))
def retry_queued_job(job_id: int) -> Any:
    """Run a failed or cancelled job again."""
    return service(JobQueueService).retry(job_id)


@blueprint.post("/<id:job_id>/cancel")
@blueprint.output(QueuedJob)
@blueprint.doc(responses=problems(409))
def cancel_queued_job(job_id: int) -> Any:
    """Cancel a job that has not started."""
    return service(JobQueueService).cancel(job_id)
