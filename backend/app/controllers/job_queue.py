"""Routes for the people who look after background jobs."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.job_queue import JobQueue, QueuedJob
from app.controllers.schemas.lists import NEWEST, NewestPage, newest_page
from app.controllers.wiring import service
from app.services.job_queue import JobFilters, JobQueueService

blueprint = make_blueprint("job_queue", "/api/admin/jobs", access=Access.ADMIN)


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
