import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.jobs.handlers import load
from app.mail.mailer import Mailer
from app.models.mail import Mail
from app.repositories.unit_of_work import UnitOfWork
from app.services.backups import BackupService, CheckBackups, find_problem

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
NIGHT = datetime(2026, 11, 28, 2, tzinfo=UTC).timestamp()
DAY = 86_400
DUE = text(
    "SELECT extract(epoch FROM scheduled_at) FROM jobs.procrastinate_jobs "
    "WHERE task_name = 'CheckBackups' AND status = 'todo'"
)
START = text("UPDATE jobs.procrastinate_jobs SET status = 'doing' WHERE task_name = 'CheckBackups'")


def report(folder: Path, **values: float) -> Path:
    """Write values as the service `backup` does."""
    (folder / "values").mkdir(exist_ok=True)
    for name, value in values.items():
        (folder / "values" / name).write_text(f"{value:.0f}\n", "utf-8")
    return folder


@pytest.fixture
def check(
    sessions: sessionmaker[Session], settings: Settings, session: Session, tmp_path: Path
) -> Iterator[Callable[[], None]]:
    """Return a function that checks backups which have failed."""
    report(tmp_path, started_timestamp_seconds=NIGHT, failed=1)
    changed = settings.model_copy(update={"operator_email": "ada@example.com", "backup_status": tmp_path})
    work = UnitOfWork(sessions, {}, Mailer(changed), changed)
    yield BackupService(work).check
    work.close()


def test_a_backup_of_the_last_night_is_no_problem(tmp_path: Path) -> None:
    report(
        tmp_path, started_timestamp_seconds=NIGHT - 9 * DAY, failed=0, last_success_timestamp_seconds=NIGHT
    )

    assert find_problem(tmp_path, NOW) == ""


def test_a_failed_backup_is_a_problem(tmp_path: Path) -> None:
    report(tmp_path, started_timestamp_seconds=NIGHT, failed=1, last_success_timestamp_seconds=NIGHT)

    assert find_problem(tmp_path, NOW).startswith("The last backup could not be made")


def test_a_backup_of_the_night_before_is_too_old(tmp_path: Path) -> None:
    report(tmp_path, started_timestamp_seconds=0, failed=0, last_success_timestamp_seconds=NIGHT - DAY)

    assert find_problem(tmp_path, NOW) == "No backup was restored and checked since 2026-11-27 02:00 UTC."


def test_a_backup_of_the_future_is_a_problem(tmp_path: Path) -> None:
    report(tmp_path, started_timestamp_seconds=0, failed=0, last_success_timestamp_seconds=NIGHT + 365 * DAY)

    assert "was checked at 2027-11-28 02:00 UTC, which is in the future" in find_problem(tmp_path, NOW)


def test_a_service_that_never_succeeds_is_a_problem_after_a_day(tmp_path: Path) -> None:
    assert find_problem(report(tmp_path, started_timestamp_seconds=NIGHT), NOW) == ""
    assert find_problem(report(tmp_path, started_timestamp_seconds=NIGHT - DAY), NOW) != ""


def test_a_service_that_never_ran_is_a_problem(tmp_path: Path) -> None:
    assert find_problem(tmp_path, NOW) == "The service backup has never run."


def test_old_copies_are_a_problem(tmp_path: Path) -> None:
    report(tmp_path, started_timestamp_seconds=0, failed=0, last_success_timestamp_seconds=NIGHT)

    assert find_problem(report(tmp_path, archived_timestamp_seconds=NIGHT + 3600), NOW) == ""
    assert find_problem(report(tmp_path, copied_timestamp_seconds=NIGHT), NOW) == ""
    report(tmp_path, archived_timestamp_seconds=NIGHT + 3700)
    assert "not copied to the store since 2026-11-28 02:00 UTC: the logs" in find_problem(tmp_path, NOW)
    report(tmp_path, copied_timestamp_seconds=0)
    assert "not copied to the store yet: the logs" in find_problem(tmp_path, NOW)


def test_a_problem_is_mailed_once_a_day(check: Callable[[], None], session: Session, jobs: Any) -> None:
    start = time.time()
    check()
    check()

    [mail] = session.scalars(select(Mail))
    assert mail.recipient == "ada@example.com"
    assert "The last backup could not be made" in mail.text
    assert [each.is_reminder for each in jobs.enqueued if isinstance(each, CheckBackups)] == [True]
    [due] = session.scalars(DUE)
    assert start + DAY <= due <= time.time() + DAY

    # The worker starts the reminder.
    session.execute(START)
    check()
    assert len(session.scalars(select(Mail)).all()) == 2


def test_another_kind_of_problem_is_mailed_at_once(
    check: Callable[[], None], session: Session, tmp_path: Path
) -> None:
    check()
    for copied in (0, 3600, 7200):  # copies fall behind, and further ones do not catch up
        now = time.time()
        report(tmp_path, failed=0, last_success_timestamp_seconds=now, archived_timestamp_seconds=now)
        report(tmp_path, copied_timestamp_seconds=NIGHT + copied)
        check()

    mails = session.scalars(select(Mail).order_by(Mail.id)).all()
    assert ["could not be made" in mails[0].text, "not copied" in mails[1].text] == [True, True]
    assert len(mails) == 2


def test_no_mail_is_sent_if_all_is_well(check: Callable[[], None], session: Session, tmp_path: Path) -> None:
    report(tmp_path, failed=0, last_success_timestamp_seconds=time.time())

    check()

    assert not session.scalars(select(Mail)).all()


def test_without_an_address_nothing_is_checked(session: Session, jobs: Any) -> None:
    jobs.run(CheckBackups())

    assert not session.scalars(select(Mail)).all()


def test_the_backups_are_checked_every_hour() -> None:
    assert load()["CheckBackups"].cron == "5 * * * *"
