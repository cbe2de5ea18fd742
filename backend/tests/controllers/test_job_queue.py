from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    days: int
    key: str | None = None

    def deduplication_key(self) -> str | None:
        return self.key


@pytest.fixture
def work(sessions: sessionmaker[Session], session: Session) -> UnitOfWork:
    return UnitOfWork(sessions, {})


# region accounts
@pytest.fixture
def client(admin_client: FlaskClient) -> FlaskClient:
    return admin_client


# endregion
def enqueue(work: UnitOfWork, days: int = 1, key: str | None = None, at: datetime | None = None) -> int:
    identity = work.enqueue(Tidy(days=days, key=key), at)
    work.commit()
    return identity or 0


def set_status(session: Session, identity: int, *statuses: str) -> None:
    for status in statuses:
        session.execute(
            text("UPDATE jobs.procrastinate_jobs SET status = :status WHERE id = :id"),
            {"status": status, "id": identity},
        )


def listed(client: FlaskClient, query: str = "") -> list[Any]:
    response = client.get(f"/api/admin/jobs{query}")
    assert response.json is not None, response.status
    items: list[Any] = response.json["items"]
    return items


def test_jobs_are_listed_with_their_last_error_newest_first(
    client: FlaskClient, work: UnitOfWork, session: Session
) -> None:
    first, second = enqueue(work, 1), enqueue(work, 2, at=datetime(2040, 1, 1, tzinfo=UTC))
    for attempt in (1, 2):
        work.repository(WorkerRepository).record_failure(first, attempt, f"error {attempt}")
    work.commit()
    set_status(session, first, "doing", "failed")

    scheduled, failed = listed(client)

    assert (scheduled["id"], scheduled["status"], scheduled["arguments"]["days"]) == (second, "scheduled", 2)
    assert (failed["name"], failed["status"], failed["error"]) == ("Tidy", "failed", "error 2")
    assert failed["enqueued_at"]
    assert failed["started_at"]
    assert failed["ended_at"]
    assert [job["id"] for job in listed(client, "?status=failed")] == [first]
    assert [job["id"] for job in listed(client, f"?before={second}")] == [first]
    assert listed(client, "?queue=other") == []


def test_a_long_list_has_pages(client: FlaskClient, work: UnitOfWork) -> None:
    identities = [enqueue(work) for _ in range(51)]

    first = client.get("/api/admin/jobs").json
    assert first is not None
    last = client.get(f"/api/admin/jobs?before={first['next_before']}").json

    assert last is not None
    assert [job["id"] for job in [*first["items"], *last["items"]]] == identities[::-1]
    assert last["next_before"] is None


def test_the_summary_counts_jobs_and_live_workers(
    client: FlaskClient, work: UnitOfWork, session: Session
) -> None:
    enqueue(work)
    enqueue(work, at=datetime(2040, 1, 1, tzinfo=UTC))
    set_status(session, enqueue(work), "doing", "succeeded")
    session.execute(text("SELECT jobs.procrastinate_register_worker_v1()"))

    response = client.get("/api/admin/jobs/summary")

    assert response.json is not None
    counts = {(each["queue"], each["status"]): each["count"] for each in response.json["counts"]}
    assert counts == {("default", status): 1 for status in ("waiting", "scheduled", "done")}
    assert response.json["workers"] == 1
    assert response.json["oldest_waiting_at"]
    assert len(response.json["history"]) == 60
    assert response.json["history"][-1]["done"] == 1


def test_a_failed_job_can_be_retried(client: FlaskClient, work: UnitOfWork, session: Session) -> None:
    identity = enqueue(work)
    set_status(session, identity, "doing", "failed")

    response = client.post(f"/api/admin/jobs/{identity}/retry")

    assert response.json is not None
    assert (response.status_code, response.json["status"]) == (200, "waiting")


def test_a_retried_job_has_all_its_attempts_again(
    client: FlaskClient, work: UnitOfWork, session: Session
) -> None:
    identity = enqueue(work)
    set_status(session, identity, "doing", "failed")
    work.repository(WorkerRepository).record_failure(identity, 10, "old")
    work.commit()
    session.execute(text("UPDATE jobs.procrastinate_jobs SET attempts = 10"))
    session.execute(text("UPDATE jobs.failures SET at = at - interval '1 hour'"))

    retried = client.post(f"/api/admin/jobs/{identity}/retry").json
    work.repository(WorkerRepository).record_failure(identity, 1, "new")
    work.commit()

    assert retried is not None
    assert (retried["attempts"], retried["error"]) == (0, "old")
    assert listed(client)[0]["error"] == "new"


def test_a_waiting_job_can_be_cancelled_and_retried(client: FlaskClient, work: UnitOfWork) -> None:
    identity = enqueue(work)

    cancelled = client.post(f"/api/admin/jobs/{identity}/cancel").json
    retried = client.post(f"/api/admin/jobs/{identity}/retry").json

    assert cancelled is not None
    assert retried is not None
    assert (cancelled["status"], retried["status"]) == ("cancelled", "waiting")


@pytest.mark.parametrize(
    ("status", "action", "detail"),
    [
        ("doing", "cancel", "The job is running: only waiting and scheduled jobs can be cancelled."),
        ("doing", "retry", "The job is running: only failed and cancelled jobs can be retried."),
        ("succeeded", "retry", "The job is done: only failed and cancelled jobs can be retried."),
    ],
)
def test_a_job_with_another_status_is_a_conflict(
    client: FlaskClient, work: UnitOfWork, status: str, action: str, detail: str
) -> None:
    identity = enqueue(work)
    set_status(work.session, identity, status)
    work.commit()

    response = client.post(f"/api/admin/jobs/{identity}/{action}")

    assert response.json is not None
    assert (response.status_code, response.json["detail"]) == (409, detail)


def test_a_job_is_not_retried_beside_a_waiting_duplicate(
    client: FlaskClient, work: UnitOfWork, session: Session
) -> None:
    failed = enqueue(work, key="k")
    set_status(session, failed, "doing", "failed")
    enqueue(work, key="k")

    response = client.post(f"/api/admin/jobs/{failed}/retry")

    assert response.json is not None
    assert response.status_code == 409
    assert response.json["detail"] == "A job with the same deduplication key is already waiting."


@pytest.mark.parametrize("action", ["retry", "cancel"])
def test_an_unknown_job_is_not_found(client: FlaskClient, action: str) -> None:
    assert client.post(f"/api/admin/jobs/404/{action}").status_code == 404
