from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.actor import SYSTEM, Actor
from app.config import Settings
from app.errors import SchemaMismatch
from app.jobs.handlers import handler
from app.observability.logs import request_id
from app.queue import Job
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork

pytestmark = pytest.mark.usefixtures("no_other_handlers")


@dataclass(frozen=True, kw_only=True)
class Remind(Job):
    queue = "letters"
    priority = 3
    book_id: int
    key: str | None = None

    def lock(self) -> str | None:
        return f"book {self.book_id}"

    def deduplication_key(self) -> str | None:
        return self.key


@dataclass(frozen=True, kw_only=True)
class Urgent(Job):
    priority = 5


@pytest.fixture
def handled() -> list[Job]:
    """Return the jobs that were run."""
    handled: list[Job] = []
    handler(Urgent)(lambda job, _work: handled.append(job))

    @handler(Remind)
    def remind(job: Remind, work: UnitOfWork) -> None:
        handled.append(job)
        if job.book_id == 1:
            work.enqueue(Remind(book_id=2))
            work.commit()

    return handled


def stored(session: Session) -> list[Any]:
    return list(session.execute(text("SELECT * FROM jobs.procrastinate_jobs ORDER BY id")))


def test_an_enqueued_job_is_stored_with_its_attributes(work: UnitOfWork, session: Session) -> None:
    at = datetime(2030, 1, 31, 12, tzinfo=UTC)
    request_id.set("d0ee6cf0-5d3e-4b9e-a5e7-9c4f3b0b6a11")

    identity = work.enqueue(Remind(book_id=7, key="k"), at)
    work.commit()

    [job] = stored(session)
    assert (job.id, job.status, job.task_name, job.queue_name) == (identity, "todo", "Remind", "letters")
    assert (job.priority, job.lock, job.queueing_lock, job.scheduled_at) == (3, "book 7", "k", at)
    assert job.args["arguments"] == {"book_id": 7, "key": "k"}
    assert job.args["request"] == request_id.get()


# region teams
def test_a_job_runs_for_the_team_and_the_user_that_enqueued_it(
    work: UnitOfWork, actor: Actor, jobs: Any
) -> None:
    actors: list[Actor] = []
    handler(Urgent)(lambda _job, work: actors.append(work.actor))
    work.enqueue(Urgent())
    work.commit()

    jobs.run_all()
    jobs.run(Urgent())

    assert actors == [replace(SYSTEM, team_id=actor.team_id, user_id=actor.user_id), SYSTEM]


# endregion
def test_a_job_of_a_transaction_that_is_rolled_back_does_not_exist(
    work: UnitOfWork, session: Session
) -> None:
    work.enqueue(Remind(book_id=7))
    work.close()

    assert stored(session) == []


def test_a_duplicate_of_a_waiting_job_is_not_enqueued(work: UnitOfWork, session: Session) -> None:
    first = work.enqueue(Remind(book_id=7, key="k"))

    assert work.enqueue(Remind(book_id=8, key="k")) is None
    assert work.enqueue(Remind(book_id=9, key="other")) is not None
    work.commit()

    assert [job.args["arguments"]["book_id"] for job in stored(session)] == [7, 9]

    session.execute(text("UPDATE jobs.procrastinate_jobs SET status = 'doing' WHERE id = :id"), {"id": first})
    assert work.enqueue(Remind(book_id=8, key="k")) is not None


def test_a_request_that_only_reads_cannot_enqueue(own_database: str) -> None:
    database = Database(Settings(environment="test", database_url=own_database))
    work = UnitOfWork(database.read_sessions, {})

    with pytest.raises(RuntimeError, match="A request that only reads"):
        work.enqueue(Remind(book_id=7))

    work.close()
    database.dispose()


@pytest.mark.usefixtures("as_owner")
def test_a_database_without_the_queue_is_a_schema_mismatch(work: UnitOfWork, session: Session) -> None:
    session.execute(text("DROP SCHEMA jobs CASCADE"))
    session.commit()

    with pytest.raises(SchemaMismatch):
        work.enqueue(Remind(book_id=7))


def test_a_request_passes_its_id_on_to_jobs(client: FlaskClient) -> None:
    response = client.get("/api/health/live")

    assert request_id.get() == response.headers["X-Request-ID"]


def test_tests_see_and_run_enqueued_jobs_in_order(work: UnitOfWork, handled: list[Job], jobs: Any) -> None:
    work.enqueue(Remind(book_id=1), datetime(2040, 1, 1, tzinfo=UTC))
    work.enqueue(Urgent())
    work.commit()

    assert jobs.enqueued == [Urgent(), Remind(book_id=1)]
    jobs.run_all()

    assert handled == [Urgent(), Remind(book_id=1), Remind(book_id=2)]
    assert jobs.enqueued == []


def test_an_error_of_a_handler_fails_the_test(work: UnitOfWork, jobs: Any) -> None:
    @handler(Urgent)
    def fail(_job: Urgent, _work: UnitOfWork) -> None:
        raise ZeroDivisionError

    work.enqueue(Urgent())
    work.commit()

    with pytest.raises(ZeroDivisionError):
        jobs.run_all()
