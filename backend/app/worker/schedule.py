"""The times of scheduled jobs."""

from datetime import datetime, timedelta

from croniter import croniter

from app.config import SettingsError
from app.jobs.handlers import Handlers
from app.queue import Job


class Schedule:
    """The scheduled jobs among the handlers."""

    def __init__(self, handlers: Handlers) -> None:
        """Check the schedules; raises SettingsError if one is invalid."""
        self.jobs: dict[type[Job], str] = {each.job: each.cron for each in handlers.values() if each.cron}
        for job, cron in self.jobs.items():
            if not croniter.is_valid(cron):
                raise SettingsError(
                    f"the schedule of {job.__name__} is {cron!r}: use five fields, such as '0 9 * * 1'."
                )

    def seconds_to_next(self, now: datetime) -> float:
        """Return how long it takes until the next job is due; more than a year if there are none."""
        waits = [croniter(cron, now).get_next(datetime) - now for cron in self.jobs.values()]
        return min(waits, default=timedelta.max).total_seconds()


def last_tick(cron: str, now: datetime) -> datetime:
    """Return the last time of a schedule: now, or earlier."""
    # croniter's previous time is always earlier.
    tick: datetime = croniter(cron, now + timedelta(microseconds=1)).get_prev(datetime)
    return tick
