"""The ID of the request that is being handled; in a job, of the request that enqueued the job."""

from contextvars import ContextVar

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
