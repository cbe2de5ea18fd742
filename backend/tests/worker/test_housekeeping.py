import os
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import text

from app.config import Settings
from app.errors import Unavailable
from app.jobs.handlers import Handler
from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork
from app.worker import housekeeping as module
from app.worker.housekeeping import Housekeeping
from app.worker.schedule import Schedule

SETTINGS = Settings(database_url="postgresql://nowhere")
REGISTER = text("SELECT * FROM jobs.procrastinate_register_worker_v1()")
FETCH = text("SELECT jobs.procrastinate_fetch_job_v2(NULL, :worker)")
BEAT = text("UPDATE jobs.procrastinate_workers SET last_heartbeat = now() WHERE id = :worker")
SILENCE_ALL = text("UPDATE jobs.procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
TICKS = text("SELECT task_name FROM jobs.procrastinate_periodic_defers")
STATUSES = text("SELECT status FROM jobs.procrastinate_jobs ORDER BY id")


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    pass


class Clock:
    """A clock that stands still between the rounds."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def register(work: UnitOfWork) -> int:
    return int(work.session.scalar(REGISTER) or 0)


def test_after_an_outage_silent_workers_have_time_for_their_next_heartbeat(
    work: UnitOfWork, clock: Clock
) -> None:
    own, other = register(work), register(work)
    for worker in (own, other):
        work.enqueue(Tidy())
        work.session.execute(FETCH, {"worker": worker})
    work.commit()
    is_away = False

    def make_work() -> UnitOfWork:
        if is_away:
            raise Unavailable
        return work

    housekeeping = Housekeeping(SETTINGS, {}, Schedule({}), make_work, lambda: own)

    def rounds(seconds: int) -> list[str]:
        for _ in range(0, seconds, 10):
            clock.now += 10
            housekeeping._round()
        return [str(each) for each in work.session.scalars(STATUSES)]

    assert rounds(60) == ["doing", "doing"]
    is_away = True
    rounds(60)
    is_away = False
    work.session.execute(SILENCE_ALL)
    work.commit()
    assert rounds(60) == ["doing", "doing"]  # its own heartbeat has not arrived either
    work.session.execute(BEAT, {"worker": own})
    work.commit()
    assert rounds(20) == ["doing", "doing"]
    assert rounds(20) == ["doing", "todo"]


def test_a_worker_whose_main_thread_hangs_is_not_ready(
    work: UnitOfWork, clock: Clock, tmp_path: Path
) -> None:
    own, ready_file = register(work), tmp_path / "ready"
    work.commit()
    settings = SETTINGS.model_copy(update={"worker_ready_file": ready_file})
    housekeeping = Housekeeping(settings, {}, Schedule({}), lambda: work, lambda: own)
    housekeeping._round()
    ready_file.unlink()
    work.session.execute(SILENCE_ALL)
    work.commit()

    housekeeping._round()
    assert not ready_file.exists()

    work.session.execute(BEAT, {"worker": own})
    work.commit()
    housekeeping._round()
    assert ready_file.exists()


def test_a_clean_up_that_fails_does_not_delay_scheduled_jobs(
    work: UnitOfWork, clock: Clock, as_owner: None
) -> None:
    own = register(work)
    work.session.execute(text("ALTER TABLE jobs.procrastinate_events RENAME COLUMN at TO moment"))
    work.commit()
    schedule = Schedule({"Tidy": Handler(Tidy, lambda _job, _work: None, "* * * * *")})
    housekeeping = Housekeeping(SETTINGS, {}, schedule, lambda: work, lambda: own)

    clock.now += 60
    housekeeping._round()

    assert work.session.scalars(TICKS).all() == ["Tidy"]


def test_a_worker_that_stops_may_have_unregistered_itself(
    work: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(code: int) -> NoReturn:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    housekeeping = Housekeeping(SETTINGS, {}, Schedule({}), lambda: work, lambda: 0)
    housekeeping.stop()

    housekeeping._check_registration(work, 0)
