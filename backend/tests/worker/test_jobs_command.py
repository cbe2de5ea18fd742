from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.workers import WorkerRepository
from app.services.job_queue import JobQueueService
from app.worker.jobs import main, parse, run


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    pass


@pytest.fixture
def work(sessions: sessionmaker[Session], session: Session) -> UnitOfWork:
    return UnitOfWork(sessions, {})


def output(work: UnitOfWork, *args: str) -> list[str]:
    return list(run(JobQueueService(work), parse(args)))


def test_an_empty_queue_is_one_line(work: UnitOfWork) -> None:
    assert output(work) == ["no jobs; no live workers"]


def test_jobs_are_a_table_with_errors_and_times(work: UnitOfWork, session: Session) -> None:
    failed = work.enqueue(Tidy()) or 0
    scheduled = work.enqueue(Tidy(), datetime(2040, 1, 31, 12, tzinfo=UTC))
    work.repository(WorkerRepository).record_failure(failed, 1, "RuntimeError: no\nroute")
    work.commit()
    for status in ("doing", "failed"):
        session.execute(
            text("UPDATE jobs.procrastinate_jobs SET status = :status WHERE id = :id"),
            {"status": status, "id": failed},
        )
    session.execute(text("SELECT jobs.procrastinate_register_worker_v1()"))

    summary, header, first, second = output(work)

    assert summary == "1 scheduled, 1 failed; 1 live worker"
    assert header.split() == ["ID", "JOB", "QUEUE", "STATUS", "ATTEMPTS", "ENQUEUED"]
    assert first.split()[:4] == [str(scheduled), "Tidy", "default", "scheduled"]
    assert "2040-01-31" in first
    assert second.endswith("RuntimeError: no")
    assert len(output(work, "--status=failed")) == 3


def test_jobs_are_cancelled_and_retried(work: UnitOfWork) -> None:
    identity = str(work.enqueue(Tidy()))
    work.commit()

    assert output(work, "cancel", identity) == [f"job {identity} (Tidy) is cancelled"]
    assert output(work, "retry", identity) == [f"job {identity} (Tidy) is waiting again"]


@pytest.mark.parametrize("identity", ["x", "0", "²", str(2**63), "9" * 5000])
def test_what_is_no_id_is_refused(identity: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["retry", identity])

    assert f"{identity} is not the ID of a job: `inv jobs` lists them\n" in capsys.readouterr().err


def test_the_largest_id_is_one() -> None:
    assert parse(["cancel", str(2**63 - 1)]).id == 2**63 - 1


@pytest.mark.parametrize(
    ("url", "message"),
    [("", "There is no job with the ID 404."), ("mysql://elsewhere", "DATABASE_URL: must start with")],
)
def test_what_cannot_be_done_is_a_short_error(
    url: str, message: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url or database_url)

    with pytest.raises(SystemExit, match=message):
        main(["retry", "404"])


def test_the_command_prints_the_queue(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)

    main([])

    assert capsys.readouterr().out == "no jobs; no live workers\n"
