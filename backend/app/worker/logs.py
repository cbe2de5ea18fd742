"""The log of the worker."""

import logging

from app.config import Settings
from app.observability.logs import configure_logging


def configure_worker_logging(settings: Settings) -> None:
    """Write the log to the standard output."""
    configure_logging(settings)
    # The library logs the arguments of jobs, which may be private, and "app.worker" logs the rest.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)
    logging.getLogger("procrastinate.worker.worker").setLevel(logging.WARNING)  # about itself
