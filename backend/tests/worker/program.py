"""A worker with jobs that only the tests have, and with short intervals."""

import asyncio
import os
import time
from dataclasses import dataclass

from sqlalchemy import text

from app.config import Settings, load_settings
from app.jobs.handlers import Handler
from app.observability.logs import configure_logging
from app.queue import Job, PermanentFailure
from app.repositories.unit_of_work import UnitOfWork
from app.worker import housekeeping, library, process
from app.worker.process import WorkerProcess


@dataclass(frozen=True, kw_only=True)
class Write(Job):
    """Writes a line before and after some time."""

    attempts = 3
    line: str
    seconds: float = 0
    locked: bool = False

    def lock(self) -> str | None:
        return "lines" if self.locked else None


@dataclass(frozen=True, kw_only=True)
class Fail(Job):
    """Fails, for good or not."""

    attempts = 2
    permanently: bool = False


@dataclass(frozen=True, kw_only=True)
class Tick(Job):
    """Is scheduled for every second second, and for a minute that the test chooses."""


# region teams
@dataclass(frozen=True, kw_only=True)
class Sign(Job):
    """Writes for whom it runs."""


def sign(_job: Sign, work: UnitOfWork) -> None:
    line = f"{work.actor.name} for team {work.actor.team_id} and user {work.actor.user_id}"
    work.session.execute(text("INSERT INTO test_lines (line) VALUES (:line)"), {"line": line})
    work.commit()


# endregion
def write(job: Write, work: UnitOfWork) -> None:
    insert = text("INSERT INTO test_lines (line) VALUES (:line)")
    if job.seconds:
        work.session.execute(insert, {"line": f"{job.line} begins"})
        work.commit()
    work.session.execute(insert, {"line": job.line})
    time.sleep(job.seconds)
    work.commit()


def fail(job: Fail, _work: UnitOfWork) -> None:
    if job.permanently:
        reason = "never possible"
        raise PermanentFailure(reason)
    reason = "not possible now"
    raise RuntimeError(reason)


def tick(_job: Tick, work: UnitOfWork) -> None:
    work.session.execute(text("INSERT INTO test_lines (line) VALUES ('tick')"))
    work.commit()


if __name__ == "__main__":
    housekeeping.INTERVAL = 0.2
    housekeeping.SETTLED = 0
    library.RECONNECT_SECONDS = process.WAIT_SECONDS = 0.1
    settings = load_settings(Settings)
    configure_logging(settings)
    # Without the jobs of the product, which may have the same names.
    handlers = {
        "Write": Handler(Write, write),
        "Fail": Handler(Fail, fail),
        "Tick": Handler(Tick, tick, os.environ.get("TEST_CRON", "0 0 29 2 *")),
    }
    # region teams
    handlers["Sign"] = Handler(Sign, sign)
    # endregion
    raise SystemExit(asyncio.run(WorkerProcess(settings, handlers).run()))
