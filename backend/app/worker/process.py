"""The process of the worker, from its start to its end."""

import asyncio
import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import NoReturn

from procrastinate.worker import Worker

from app.config import Settings
from app.errors import Unavailable
from app.jobs.handlers import Handlers
from app.mail.mailer import Mailer
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository
from app.services.health import HealthService
from app.worker.execution import Execution, Report
from app.worker.housekeeping import HEARTBEAT, Housekeeping
from app.worker.library import make_app
from app.worker.schedule import Schedule

log = logging.getLogger("app.worker")

WAIT_SECONDS = 1.0  # between two checks whether the database is ready
NEVER = 1e9  # seconds
PUT_BACK_DELAY = 1.0  # seconds, in which this process certainly ends


class WorkerProcess:
    """A worker. After a first SIGTERM or SIGINT, running jobs may finish; a second one puts them back."""

    def __init__(self, settings: Settings, handlers: Handlers, report: Report | None = None) -> None:
        """Connect to nothing yet; raises SettingsError if a setting or a schedule is invalid.

        ``report`` is called after each attempt to run a job.
        """
        # Each job may need a connection, and so may the housekeeping.
        size = max(settings.pool_size, settings.worker_concurrency + 1)
        self._settings = settings
        self._handlers = handlers
        self._report = report
        self._schedule = Schedule(handlers)
        self._database = Database(settings.model_copy(update={"pool_size": size}))
        self._mailer = Mailer(settings)
        self._signal = asyncio.Event()

    async def run(self) -> int:
        """Run jobs until a signal arrives; return the exit code."""
        loop = asyncio.get_running_loop()
        # Handlers run in its threads; by default, their number depends on the processors.
        loop.set_default_executor(ThreadPoolExecutor(self._settings.worker_concurrency, "job"))
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._signal.set)
        if not await self._is_database_ready():
            return 0
        app = make_app(self._settings, self._handlers, Execution(self._make_work, self._report))
        async with app.open_async():
            worker = Worker(
                app,
                queues=[*self._settings.worker_queues] or None,
                concurrency=self._settings.worker_concurrency,
                fetch_job_polling_interval=self._settings.worker_poll_seconds,
                listen_notify=self._settings.worker_listen,
                abort_job_polling_interval=NEVER,  # handlers are not interrupted
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=NEVER,  # the housekeeping forgets them
            )
            return await self._serve(worker)

    async def _is_database_ready(self) -> bool:
        """Wait until the database responds and is migrated; return False if a signal arrives first."""
        while not self._signal.is_set():
            try:
                with closing(self._make_work()) as work:
                    HealthService(work).check()
            except Unavailable as error:
                log.warning("waiting for the database: %s", error.detail)
            else:
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._signal.wait(), WAIT_SECONDS)
        return False

    async def _serve(self, worker: Worker) -> int:
        housekeeping = Housekeeping(
            self._settings, self._handlers, self._schedule, self._make_work, lambda: worker.worker_id
        )
        housekeeping.start()
        running = asyncio.create_task(worker.run())
        log.info(
            "ready: runs %d jobs at once, of %s",
            self._settings.worker_concurrency,
            ", ".join(self._settings.worker_queues) or "all queues",
        )
        await self._until_signal(running)
        housekeeping.stop()
        if self._settings.worker_ready_file:
            self._settings.worker_ready_file.unlink(missing_ok=True)
        if running.done():
            log.error("the worker ended by itself", exc_info=running.exception())
            return 1
        log.info("stopping: running jobs have %.0f s to finish", self._settings.worker_drain_seconds)
        worker_id = worker.worker_id
        worker.stop()
        self._signal.clear()
        await self._until_signal(running, self._settings.worker_drain_seconds)
        if not running.done() and worker_id is not None:
            self._put_back(worker_id)
        return 0

    async def _until_signal(self, running: asyncio.Task[None], seconds: float | None = None) -> None:
        signalled = asyncio.create_task(self._signal.wait())
        await asyncio.wait({running, signalled}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        signalled.cancel()

    def _put_back(self, worker_id: int) -> NoReturn:
        """Let others run the unfinished jobs, and end this process, which is the only way to end a thread.

        The database rolls back what the jobs have not committed.
        """
        work = self._make_work()
        try:
            count = work.repository(WorkerRepository).put_back(worker_id, PUT_BACK_DELAY)
            work.commit()
            log.warning("%d unfinished jobs were put back into the queue", count)
        except Unavailable:
            log.warning("the database does not respond: other workers put unfinished jobs back later")
        logging.shutdown()
        os._exit(0)

    def _make_work(self) -> UnitOfWork:
        return UnitOfWork(self._database.sessions, {}, self._mailer, self._settings)
