"""What a worker does besides running jobs, in a thread of its own: schedules, abandoned jobs, tidying."""

import logging
import math
import os
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from threading import Event, Thread

from app.config import Settings
from app.errors import Unavailable
from app.jobs.handlers import Handlers
from app.queue import retry_delay
from app.repositories.job_queue import SILENCE
from app.repositories.mails import MailRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import Abandoned, WorkerRepository
from app.worker.execution import MakeWork
from app.worker.schedule import Schedule, last_tick

log = logging.getLogger("app.worker")

HEARTBEAT = 10.0  # seconds; three may be missed
MAX_GAP = 2 * HEARTBEAT  # seconds between two heartbeats of this worker without an outage
SETTLED = SILENCE  # seconds without a gap, after which the silence of others is their own
INTERVAL = 10.0  # seconds between two rounds
CLEANUP_INTERVAL = 60.0  # seconds between two deletions of old jobs
MAX_DELETED = 5000  # old jobs in one deletion; if there are more, the next round continues
LOST = 70  # exit code: EX_SOFTWARE


class Housekeeping(Thread):
    """Does a round every few seconds, and when a scheduled job is due."""

    def __init__(
        self,
        settings: Settings,
        handlers: Handlers,
        schedule: Schedule,
        make_work: MakeWork,
        worker: Callable[[], int | None],
    ) -> None:
        super().__init__(name="housekeeping", daemon=True)
        self._settings = settings
        self._handlers = handlers
        self._schedule = schedule
        self._make_work = make_work
        self._worker = worker
        self._stopped = Event()
        self._cleaned_at = self._looked_at = self._gap_at = self._next_at = -math.inf

    def stop(self) -> None:
        """Do no more rounds."""
        self._stopped.set()

    def run(self) -> None:
        """Do rounds until ``stop`` is called."""
        while not self._stopped.is_set():
            self._stopped.wait(self._round())

    def _round(self) -> float:
        """Do everything once; return how many seconds to wait."""
        worker = self._worker()
        if worker is None:  # not registered yet
            return 0.1
        self._next_at = time.monotonic() + INTERVAL
        # First what others notice. A part that fails does not keep the next ones from running.
        for part in (self._enqueue_due, partial(self._look_after_workers, worker=worker), self._delete_old):
            try:
                with closing(self._make_work()) as work:
                    part(work)
            except Unavailable:
                self._looked_at = -math.inf  # perhaps an outage; the engine has logged the reason
            except Exception:
                log.exception("the housekeeping failed, and tries again")
        return self._next_at - time.monotonic()

    def _look_after_workers(self, work: UnitOfWork, worker: int) -> None:
        age = self._check_registration(work, worker)
        if self._is_settled(age):
            self._rescue(work, worker)

    def _check_registration(self, work: UnitOfWork, worker: int) -> float:
        """End this process if others have taken it for dead: they run its jobs again.

        Returns how many seconds ago it sent a heartbeat.
        """
        age = work.repository(WorkerRepository).heartbeat_age(worker)
        # A worker that was told to stop unregisters itself, also while a round goes on.
        if self._stopped.is_set():
            return math.inf
        if age is None:
            log.critical("this worker was silent for %.0f s, so others run its jobs: it ends now", SILENCE)
            logging.shutdown()
            os._exit(LOST)
        # The heartbeats come from the main thread: without them, it hangs.
        if self._settings.worker_ready_file and age < SILENCE:
            self._settings.worker_ready_file.touch()
        return age

    def _is_settled(self, age: float) -> bool:
        """Return whether this worker's heartbeats have arrived long enough to trust the silence of others.

        While the database is away, nobody's arrive.
        """
        now = time.monotonic()
        if age > MAX_GAP or now - self._looked_at > MAX_GAP:
            self._gap_at = now
        self._looked_at = now
        return now - self._gap_at >= SETTLED

    def _rescue(self, work: UnitOfWork, worker: int) -> None:
        """Put the jobs of dead workers back into the queue."""
        workers = work.repository(WorkerRepository)
        for job in workers.abandoned(SILENCE, except_for=worker):
            self._rescue_job(workers, job)
        work.commit()
        workers.forget_workers(SILENCE, except_for=worker)
        work.commit()

    def _rescue_job(self, workers: WorkerRepository, job: Abandoned) -> None:
        attempt = job.attempts + 1
        handler = self._handlers.get(job.name)
        workers.record_failure(job.id, attempt, "The worker was killed, or lost the database.")
        # It counts as an attempt, because the job itself may be what kills workers.
        if handler is not None and attempt >= handler.job.attempts:
            workers.fail(job.id)
            log.error("job %s (%s) failed: its worker ended in attempt %s", job.id, job.name, attempt)
        else:
            workers.requeue(job.id, retry_delay(attempt) if attempt > 1 else 0, attempts=1)
            log.warning("job %s (%s) runs again: its worker ended in attempt %s", job.id, job.name, attempt)

    def _delete_old(self, work: UnitOfWork) -> None:
        if time.monotonic() - self._cleaned_at < CLEANUP_INTERVAL:
            return
        self._cleaned_at = time.monotonic()
        days = self._settings.job_retention_days
        deleted = work.repository(WorkerRepository).delete_finished(days, MAX_DELETED)
        # Those that could not be sent. The mailbox of development keeps all.
        if not work.mailer.keeps:
            work.repository(MailRepository).delete_old(days)
        work.commit()
        if deleted == MAX_DELETED:
            self._cleaned_at = -math.inf

    def _enqueue_due(self, work: UnitOfWork) -> None:
        workers = work.repository(WorkerRepository)
        now = workers.now()
        for job, cron in self._schedule.jobs.items():
            workers.enqueue_tick(job(), cron, last_tick(cron, now))
            work.commit()
        self._next_at = time.monotonic() + min(INTERVAL, self._schedule.seconds_to_next(now))
