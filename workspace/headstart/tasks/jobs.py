"""Tasks for background jobs."""

from invoke.context import Context

from headstart.tasks.declare import task
from headstart.tasks.product_program import run_program

STATUSES = "waiting, scheduled, running, failed, done or cancelled"


@task(status=f"only jobs that are {STATUSES}", queue="only jobs of this queue")
def list_jobs(_context: Context, status: str = "", queue: str = "") -> None:
    """Show background jobs and their errors."""
    run_program(
        "app.worker.jobs",
        *(f"--{name}={value}" for name, value in {"status": status, "queue": queue}.items() if value),
    )


@task(job_id="the ID of a failed or cancelled job")
def retry(_context: Context, job_id: str) -> None:
    """Run a failed or cancelled job again."""
    run_program("app.worker.jobs", "retry", job_id)


@task(job_id="the ID of a waiting or scheduled job")
def cancel(_context: Context, job_id: str) -> None:
    """Cancel a background job that has not started."""
    run_program("app.worker.jobs", "cancel", job_id)
