"""The entry point of the worker: ``python -m app.worker``."""

import asyncio
import sys

from app.config import Settings, SettingsError, load_settings
from app.jobs.handlers import load
from app.observability.logs import configure_logging
from app.observe import observe_worker
from app.worker.process import WorkerProcess

try:
    settings = load_settings(Settings)
    configure_logging(settings)
    handlers = load()
    process = WorkerProcess(settings, handlers, observe_worker(settings, handlers))
except SettingsError as error:
    sys.exit(f"The worker cannot start: {error}")

sys.exit(asyncio.run(process.run()))
