"""``python -m app.worker.jobs``: show, retry and cancel jobs; ``inv jobs`` runs it."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from app.command_line import print_lines
from app.fields import MAX_ID
from app.repositories.job_queue import JobFilters, JobStatus, QueuedJob
from app.services.job_queue import JobQueueService

LIMIT = 20
MAX_ERROR = 80  # characters of it in a table
COLUMNS = ("ID", "JOB", "QUEUE", "STATUS", "ATTEMPTS", "ENQUEUED", "")


def main(args: Sequence[str]) -> None:
    """Print the queue, or change a job; exit with a message if that is not possible."""
    options = parse(args)
    print_lines(lambda work, _settings: run(JobQueueService(work), options))


def parse(args: Sequence[str]) -> Namespace:
    """Return the options on the command line."""
    parser = ArgumentParser(prog="python -m app.worker.jobs", description="Show the newest jobs.")
    parser.add_argument("--status", choices=[str(status) for status in JobStatus])
    parser.add_argument("--queue")
    actions = parser.add_subparsers(dest="action", title="instead of showing jobs")
    for action, meaning in (
        ("retry", "run a failed or cancelled job again"),
        ("cancel", "never start a job"),
    ):
        actions.add_parser(action, help=meaning).add_argument("id", type=_job_id)
    return parser.parse_args(args)


def _job_id(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,19}", text) and 1 <= int(text) <= MAX_ID:
        return int(text)
    raise ArgumentTypeError(f"{text} is not the ID of a job: `inv jobs` lists them")


def run(service: JobQueueService, options: Namespace) -> Iterator[str]:
    """Do what the options say, and yield lines about it."""
    if options.action == "retry":
        job = service.retry(options.id)
        yield f"job {job.id} ({job.name}) is {job.status} again"
    elif options.action == "cancel":
        job = service.cancel(options.id)
        yield f"job {job.id} ({job.name}) is {job.status}"
    else:
        status = JobStatus(options.status) if options.status else None
        jobs = service.list(JobFilters(status=status, queue=options.queue), LIMIT)
        yield summary(service)
        yield from table(jobs)


def summary(service: JobQueueService) -> str:
    """Return one line about the whole queue."""
    state = service.summarize()
    counts = Counter[JobStatus]()
    for each in state.counts:
        counts[each.status] += each.count
    workers = state.state.workers
    jobs = ", ".join(f"{counts[status]} {status}" for status in JobStatus if counts[status]) or "no jobs"
    return f"{jobs}; {workers or 'no'} live worker{'' if workers == 1 else 's'}"


def table(jobs: Sequence[QueuedJob]) -> Iterator[str]:
    """Yield the lines of a table of jobs."""
    rows = [COLUMNS, *map(_row, jobs)] if jobs else []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(job: QueuedJob) -> tuple[str, ...]:
    note = job.error or (_time(job.scheduled_at) if job.status == JobStatus.SCHEDULED else "")
    line = note.splitlines()[0][:MAX_ERROR] if note else ""
    return (
        str(job.id), job.name, job.queue, job.status, str(job.attempts), _time(job.enqueued_at), line,
    )  # fmt: skip


def _time(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}" if time else ""


if __name__ == "__main__":
    main(sys.argv[1:])
