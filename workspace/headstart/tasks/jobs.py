"""Tasks for background jobs."""

import os
import sys

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core import commands, project
from headstart.postgres.application_role import application_url
from headstart.tasks.declare import console, task
from headstart.tasks.development_database import open_database

STATUSES = "waiting, scheduled, running, failed, done or cancelled"


@task(status=f"only jobs that are {STATUSES}", queue="only jobs of this queue")
def list_jobs(_context: Context, status: str = "", queue: str = "") -> None:
    """Show background jobs and their errors."""
    _run(*(f"--{name}={value}" for name, value in {"status": status, "queue": queue}.items() if value))


@task(job_id="the ID of a failed or cancelled job")
def retry(_context: Context, job_id: str) -> None:
    """Run a failed or cancelled job again."""
    _run("retry", job_id)


@task(job_id="the ID of a waiting or scheduled job")
def cancel(_context: Context, job_id: str) -> None:
    """Cancel a background job that has not started."""
    _run("cancel", job_id)


def _run(*args: str) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": project.python_path(),
        "DATABASE_URL": application_url(open_database().url),
    }
    result = commands.run([sys.executable, "-m", "app.worker.jobs", *args], environment, cwd=project.BACKEND)
    if result.exit_code:
        raise Exit(f"inv: {result.last_line.rpartition('error: ')[2]}", code=1)
    console.print(result.stdout.rstrip(), markup=False)
