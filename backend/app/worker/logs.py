"""The log of the worker: each line of a job names the job and the request that enqueued it."""

import logging
import sys
from contextvars import ContextVar

from app.request_id import request_id

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s%(origin)s"

job_id: ContextVar[int | None] = ContextVar("job_id", default=None)


def configure_logging(level: str) -> None:
    """Write the log to the standard output."""
    output = logging.StreamHandler(sys.stdout)
    output.addFilter(_add_origin)
    logging.basicConfig(handlers=[output], level=level, format=FORMAT)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # The library logs the arguments of jobs, which may be private, and "app.worker" logs the rest.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)
    logging.getLogger("procrastinate.worker.worker").setLevel(logging.WARNING)  # about itself


def _add_origin(record: logging.LogRecord) -> bool:
    origin = {"job": job_id.get(), "request": request_id.get()}
    record.origin = "".join(f" {name}={value}" for name, value in origin.items() if value is not None)
    return True
