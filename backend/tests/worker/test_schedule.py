from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from app.config import SettingsError
from app.jobs.handlers import Handler
from app.queue import Job
from app.worker.schedule import Schedule, last_tick


@dataclass(frozen=True, kw_only=True)
class Tidy(Job):
    pass


def schedule(cron: str | None) -> dict[str, Handler]:
    return {"Tidy": Handler(Tidy, lambda _job, _work: None, cron)}


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 3, 2, 8, 59, 59, tzinfo=UTC), datetime(2026, 2, 23, 9, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, 0, 0, 5, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ],
)
def test_the_last_tick_is_now_or_earlier(now: datetime, last: datetime) -> None:
    assert last_tick("0 9 * * 1", now) == last


def test_the_next_tick_decides_how_long_to_wait() -> None:
    now = datetime(2026, 3, 2, 8, 59, 30, tzinfo=UTC)

    assert Schedule(schedule("0 9 * * 1")).seconds_to_next(now) == 30
    assert Schedule(schedule(None)).seconds_to_next(now) > 1e9


def test_an_invalid_schedule_is_a_short_error() -> None:
    with pytest.raises(SettingsError, match="the schedule of Tidy is 'daily': use five fields"):
        Schedule(schedule("daily"))
