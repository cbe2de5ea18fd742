"""Adapts procrastinate, which fetches jobs, listens for new ones and records results.

Its worker ends when the connection to the database is lost at the wrong moment, or does not record a result.
The manager below makes it wait instead.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg import AsyncConnection, OperationalError
from psycopg.rows import TupleRow

from app.config import Settings
from app.jobs.handlers import Handler, Handlers
from app.queue import Job as QueuedJob
from app.queue import PermanentFailure, retry_delay
from app.repositories.engine import connection_arguments
from app.repositories.queue import SCHEMA
from app.repositories.unit_of_work import UnitOfWork
from app.worker.execution import Execution

log = logging.getLogger("app.worker")

T = TypeVar("T")

RECONNECT_SECONDS = 1.0


class UnknownJob(Exception):
    """This version has no handler for a job."""


class _Unknown(Handler):
    """Stands in for the handler of an unknown job.

    During a deployment, a worker may fetch a job that only the next version knows. It must not give up on it.
    """

    def run(self, _arguments: Mapping[str, Any], _work: UnitOfWork) -> None:
        raise UnknownJob("this version has no handler for the job: deploy one that has, or cancel the job")


class Backoff(BaseRetryStrategy):
    """Retries a job with growing delays until its attempts are used up."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again; None to give up."""
        attempt = job.attempts + 1
        if isinstance(exception, PermanentFailure) or attempt >= self._attempts:
            return None
        return RetryDecision(retry_in={"seconds": int(retry_delay(attempt))})


class Manager(JobManager):
    """Procrastinate's statements, which survive a restart of the database."""

    def __init__(self, connector: PsycopgConnector, on_fetched: Callable[[str], None]) -> None:
        super().__init__(connector)
        self._on_fetched = on_fetched

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Return the next job, after marking it as running; None if there is none at the moment."""
        try:
            job = await super().fetch_job(queues, worker_id)
        except ConnectorException as error:
            _raise_unless_lost(error)
            log.warning("the database does not respond: no job is started until it does")
            await asyncio.sleep(RECONNECT_SECONDS)
            return None
        if job:
            self._on_fetched(job.task_name)
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001 -- as in the library
        """Record the end of a job, however long that takes: otherwise, it would run again."""
        try:
            await _persevere(super().finish_job, job, status, delete_job)
        except ConnectorException:
            _warn_about_takeover(job)

    async def retry_job(self, job: Job, *args: Any, **options: Any) -> None:
        """Put a job back into the queue, unless a duplicate waits there."""
        try:
            await _persevere(super().retry_job, job, *args, **options)
        except UniqueViolation:
            await self.finish_job(job, Status.ABORTED, delete_job=False)
        except ConnectorException:
            _warn_about_takeover(job)

    async def update_heartbeat(self, worker_id: int) -> None:
        """Tell the other workers that this one is alive."""
        await _persevere(super().update_heartbeat, worker_id)

    async def unregister_worker(self, worker_id: int) -> None:
        """Tell the other workers that this one has ended; if that fails, they notice its silence."""
        try:
            await super().unregister_worker(worker_id)
        except ConnectorException as error:
            _raise_unless_lost(error)

    async def listen_for_jobs(self, **options: Any) -> None:
        """Listen for new jobs, with a new connection whenever one is lost."""
        await _persevere(super().listen_for_jobs, **options)


def make_app(settings: Settings, handlers: Handlers, execution: Execution) -> App:
    """Make procrastinate's app, with a task for each handler."""
    # It logs the arguments of jobs, which may be private, and "app.worker" logs the rest.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)
    logging.getLogger("procrastinate.worker.worker").setLevel(logging.WARNING)  # about itself

    async def configure(connection: AsyncConnection[TupleRow]) -> None:
        # As in the library's own SQL, which names tables without a schema.
        await connection.execute(f"SET search_path = {SCHEMA}")
        await connection.commit()

    connector = PsycopgConnector(
        kwargs=connection_arguments(settings), configure=configure, min_size=1, max_size=3, timeout=5
    )
    app = App(connector=connector)

    def register(name: str, handler: Handler) -> None:
        def run(context: JobContext, /, **stored: Any) -> None:
            execution.run(name, handler, context.job.id or 0, context.job.attempts + 1, stored)

        app.task(name=name, pass_context=True, retry=Backoff(handler.job.attempts))(run)

    def ensure_task(name: str) -> None:
        if name not in app.tasks:
            register(name, _Unknown(QueuedJob, lambda _job, _work: None))

    for name, handler in handlers.items():
        register(name, handler)
    app.job_manager = Manager(connector, ensure_task)
    return app


async def _persevere(call: Callable[..., Awaitable[T]], *args: Any, **options: Any) -> T:
    """Call a function until the database responds."""
    while True:
        try:
            return await call(*args, **options)
        except ConnectorException as error:
            _raise_unless_lost(error)
        await asyncio.sleep(RECONNECT_SECONDS)


def _raise_unless_lost(error: ConnectorException) -> None:
    if not isinstance(error.__cause__, OperationalError):
        raise error


def _warn_about_takeover(job: Job) -> None:
    # Or the first of two tries succeeded, but the connection was lost before the answer.
    log.warning("job %s ended, but another worker has taken it over in the meantime", job.id)
