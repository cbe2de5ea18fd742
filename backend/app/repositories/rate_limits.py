"""Queries for rate limits."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import case, delete, func
from sqlalchemy.dialects.postgresql import insert

from app.models.rate_limit import rate_limits
from app.repositories.queries import Queries


class Attempts(NamedTuple):
    """The attempts in a window of time."""

    made: int
    ends_at: datetime


class RateLimitRepository(Queries):
    """The attempts of everybody. They are counted in all processes."""

    def count(self, key: bytes, window: timedelta) -> Attempts:
        """Count an attempt, the first one of a window or one more, and return how many there are."""
        is_over = rate_limits.c.ends_at <= func.now()
        ends_at = func.now() + window
        statement = (
            insert(rate_limits)
            .values(key=key, attempts=1, ends_at=ends_at)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "attempts": case((is_over, 1), else_=rate_limits.c.attempts + 1),
                    "ends_at": case((is_over, ends_at), else_=rate_limits.c.ends_at),
                },
            )
            .returning(rate_limits.c.attempts, rate_limits.c.ends_at)
        )
        return Attempts(*self._session.execute(statement).one())

    def forget(self, key: bytes) -> None:
        """Forget the attempts with a key."""
        self._session.execute(delete(rate_limits).where(rate_limits.c.key == key))

    def delete_past(self) -> None:
        """Delete the windows that are over."""
        self._session.execute(delete(rate_limits).where(rate_limits.c.ends_at <= func.now()))
