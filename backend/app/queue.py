"""Background jobs: services enqueue them, and a worker runs them. docs/jobs.md explains when."""

import json
from dataclasses import dataclass, fields
from typing import Any, ClassVar

FIRST_RETRY, LAST_RETRY = 10.0, 3600.0  # seconds until the first retry, and at most


@dataclass(frozen=True, kw_only=True)
class Job:
    """The base class of all jobs: frozen dataclasses, whose fields are the arguments of the handler.

    The fields are stored as JSON, so they are IDs instead of records. A job that was enqueued by an older
    version must stay readable: give new fields a default.

    Attributes:
        queue: a worker can be limited to some queues.
        priority: a job with a higher one starts first.
        attempts: how often the job runs at most. The time between two attempts doubles.
    """

    queue: ClassVar[str] = "default"
    priority: ClassVar[int] = 0
    attempts: ClassVar[int] = 10

    def lock(self) -> str | None:
        """Return the name of a lock. Jobs with the same one run one after the other, in order."""
        return None

    def deduplication_key(self) -> str | None:
        """Return a key. While a job with the same one waits, enqueueing another does nothing."""
        return None


def retry_delay(attempt: int) -> float:
    """Return how many seconds pass between the end of an attempt, the first one being 1, and the next one."""
    return min(FIRST_RETRY * 2.0 ** (attempt - 1), LAST_RETRY)


class PermanentFailure(Exception):
    """A job fails and would fail again, so it is not retried. A handler raises it."""


def arguments(job: Job) -> dict[str, Any]:
    """Return the fields of a job; raises TypeError if JSON cannot represent them."""
    values = {field.name: getattr(job, field.name) for field in fields(job)}
    try:
        is_json = json.loads(json.dumps(values)) == values
    except (TypeError, ValueError):
        is_json = False
    if not is_json:
        raise TypeError(
            f"{job!r} cannot be stored as JSON: use str, int, float, bool, list or dict, "
            "such as the ID of a record"
        )
    return values
