"""Routes for the people who look after background jobs."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.job_queue import JobQueue, QueuedJob, QueuedJobPage
from app.controllers.wiring import service
from app.services.job_queue import JobFilters, JobQueueService

PAGE = 50

blueprint = make_blueprint("job_queue", "/api/admin/jobs", access=Access.ADMIN)


@blueprint.get("")
@blueprint.input(JobFilters)
@blueprint.output(QueuedJobPage)
def list_queued_jobs(query: JobFilters) -> Any:
    """List background jobs, newest first."""
    jobs = service(JobQueueService).list(query, PAGE)
    return {"items": jobs, "next_before": jobs[-1].id if len(jobs) == PAGE else None}


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
