from dataclasses import dataclass

import pytest

from app.jobs.handlers import handler, load
from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork

pytestmark = pytest.mark.usefixtures("no_other_handlers")


@dataclass(frozen=True, kw_only=True)
class Remind(Job):
    book_id: int


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    days: int = 30


def ignore(_job: Job, _work: UnitOfWork) -> None:
    """Do nothing."""


def test_a_handler_is_found_by_the_name_of_its_job() -> None:
    handler(Tidy, cron="0 3 * * *")(ignore)

    found = load()["Tidy"]

    assert (found.job, found.function, found.cron) == (Tidy, ignore, "0 3 * * *")


def test_a_job_with_two_handlers_is_rejected() -> None:
    handler(Remind)(ignore)

    with pytest.raises(TypeError, match="Remind has two handlers: rename one of the jobs"):
        handler(Remind)(ignore)


def test_a_scheduled_job_needs_a_default_for_every_field() -> None:
    with pytest.raises(TypeError, match="Remind is scheduled, so its fields need a default: book_id"):
        handler(Remind, cron="0 3 * * *")(ignore)
