from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.config import DatabaseSettings
from app.queue import Job
from app.repositories.engine import plain_engine
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    key: str | None = None

    def deduplication_key(self) -> str | None:
        return self.key


@pytest.fixture
def workers(work: UnitOfWork) -> WorkerRepository:
    return work.repository(WorkerRepository)


@pytest.fixture
def worker(work: UnitOfWork) -> int:
    """Return the ID of a worker."""
    return int(work.session.scalar(text("SELECT * FROM jobs.procrastinate_register_worker_v1()")) or 0)


def start_next(work: UnitOfWork, worker: int) -> None:
    """Start the next job, as the library does."""
    work.session.execute(text("SELECT jobs.procrastinate_fetch_job_v2(NULL, :worker)"), {"worker": worker})


def job(work: UnitOfWork, identity: int | None) -> Any:
    return work.session.execute(
        text("SELECT * FROM jobs.procrastinate_jobs WHERE id = :id"), {"id": identity}
    ).one()


def silence(work: UnitOfWork) -> None:
    work.session.execute(
        text("UPDATE jobs.procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    )


def test_a_stopping_worker_puts_its_jobs_back_without_an_attempt(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    identity = work.enqueue(Tidy())
    start_next(work, worker)
    assert job(work, identity).status == "doing"

    assert workers.put_back(worker, delay=1) == 1

    put_back = job(work, identity)
    assert (put_back.status, put_back.attempts, put_back.worker_id) == ("todo", 0, None)
    assert (put_back.scheduled_at - workers.now()).total_seconds() == 1
    assert workers.heartbeat_age(worker) is None


def test_a_job_is_dropped_instead_of_put_back_if_a_duplicate_waits(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    first = work.enqueue(Tidy(key="k"))
    start_next(work, worker)
    second = work.enqueue(Tidy(key="k"))
    start_next(work, worker)

    assert workers.put_back(worker, delay=0) == 2

    assert sorted(job(work, each).status for each in (first, second)) == ["aborted", "todo"]


def test_the_jobs_of_silent_and_unknown_workers_are_abandoned(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    first, second = work.enqueue(Tidy()), work.enqueue(Tidy())
    start_next(work, worker)
    assert workers.abandoned(30, except_for=0) == []

    silence(work)
    assert [each.id for each in workers.abandoned(30, except_for=0)] == [first]

    workers.forget_workers(30, except_for=worker)
    assert workers.heartbeat_age(worker) == 60
    workers.forget_workers(30, except_for=0)
    assert workers.heartbeat_age(worker) is None
    assert [(each.id, each.name, each.attempts) for each in workers.abandoned(30, except_for=0)] == [
        (first, "Tidy", 0)
    ]
    assert job(work, second).status == "todo"


def test_a_worker_does_not_take_itself_for_dead(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    work.enqueue(Tidy())
    start_next(work, worker)
    silence(work)

    assert workers.abandoned(30, except_for=worker) == []


def test_an_abandoned_job_is_retried_or_fails(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    first, second = work.enqueue(Tidy()), work.enqueue(Tidy())
    assert first is not None
    assert second is not None
    start_next(work, worker)
    start_next(work, worker)

    workers.requeue(first, delay=10, attempts=1)
    workers.fail(second)

    assert [(each.status, each.attempts) for each in (job(work, first), job(work, second))] == [
        ("todo", 1),
        ("failed", 1),
    ]


def test_a_job_that_ended_is_not_linked_to_its_worker(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    identity = work.enqueue(Tidy())
    start_next(work, worker)
    assert job(work, identity).worker_id == worker

    work.session.execute(
        text("SELECT jobs.procrastinate_finish_job_v1(:id, 'succeeded', false)"), {"id": identity}
    )

    assert job(work, identity).worker_id is None


def test_the_last_reason_of_an_attempt_is_stored(work: UnitOfWork, workers: WorkerRepository) -> None:
    identity = work.enqueue(Tidy())
    assert identity is not None
    for error in ("first", "a\0b" + "x" * 3000):
        workers.record_failure(identity, 1, error)
    workers.record_failure(identity + 1, 1, "the job has been deleted")

    stored = work.session.scalars(text("SELECT error FROM jobs.failures")).all()
    assert stored == ["ab" + "x" * 1998]


def test_each_time_of_a_schedule_is_taken_once(work: UnitOfWork, workers: WorkerRepository) -> None:
    def enqueue(hour: int) -> bool:
        return workers.enqueue_tick(Tidy(), "0 * * * *", datetime(2026, 1, 31, hour, tzinfo=UTC))

    assert [enqueue(hour) for hour in (1, 1, 2, 2, 1, 5, 4, 6)] == [
        False,  # a new schedule starts with its next time
        False,
        True,
        False,
        False,  # a worker with a slow clock
        True,  # several missed times
        False,
        True,
    ]
    assert workers.enqueue_tick(Tidy(), "30 * * * *", datetime(2026, 1, 31, 1, tzinfo=UTC)) is False
    assert work.session.scalar(text("SELECT count(*) FROM jobs.procrastinate_jobs")) == 3


def test_old_finished_jobs_are_deleted_in_parts(
    work: UnitOfWork, workers: WorkerRepository, worker: int
) -> None:
    finished = [work.enqueue(Tidy()) for _ in range(3)]
    for _ in finished:
        start_next(work, worker)
    waiting = work.enqueue(Tidy())
    work.session.execute(
        text(
            "SELECT jobs.procrastinate_finish_job_v1(id, 'succeeded', false) "
            "FROM jobs.procrastinate_jobs WHERE id < :id"
        ),
        {"id": waiting},
    )
    assert workers.delete_finished(days=14, limit=2) == 0

    work.session.execute(text("UPDATE jobs.procrastinate_events SET at = at - interval '15 days'"))

    assert [workers.delete_finished(days=14, limit=2) for _ in range(3)] == [2, 1, 0]
    assert work.session.scalars(text("SELECT id FROM jobs.procrastinate_jobs")).all() == [waiting]


def test_the_deletion_of_old_jobs_skips_those_that_others_use(own_database: str) -> None:
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, status) "
                "VALUES ('default', 'Tidy', 'cancelled'), ('default', 'Tidy', 'cancelled')"
            )
        )
        connection.execute(text("DELETE FROM jobs.procrastinate_events"))

    with engine.connect() as other, Session(engine) as session:
        other.execute(text("SELECT FROM jobs.procrastinate_jobs ORDER BY id LIMIT 1 FOR UPDATE"))
        session.execute(text("SET lock_timeout = '100ms'"))
        assert WorkerRepository(session).delete_finished(days=14, limit=9) == 1
    engine.dispose()
