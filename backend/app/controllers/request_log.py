"""One line in the log for each request, and an id that the client is told."""

import logging
import time
from uuid import UUID, uuid4

from flask import Flask, Response, g, request

HEADER = "X-Request-ID"

log = logging.getLogger("app.requests")


def request_id() -> str:
    """Return the request's id: the client's or the proxy's if it is a UUID, else a new one."""
    if "request_id" not in g:
        try:
            g.request_id = str(UUID(request.headers.get(HEADER, "")))
        except ValueError:
            g.request_id = str(uuid4())
    made: str = g.request_id
    return made


def install(app: Flask) -> None:
    """Log every request of an app."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    elapsed = (time.perf_counter() - g.started) * 1000
    response.headers[HEADER] = request_id()
    # The path without the query: what people search for is nobody's business. As a literal of Python, so
    # that no line break in it can forge a second line.
    log.info(
        "method=%s path=%r status=%d ms=%.1f request=%s",
        request.method, request.path, response.status_code, elapsed, request_id(),
    )  # fmt: skip
    return response
