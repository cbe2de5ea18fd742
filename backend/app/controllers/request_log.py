"""One line in the log for each request, and an id that the client is told."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Flask, request
from werkzeug.wsgi import get_path_info

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-ID"
ENTRY = "app.request_id"  # in the WSGI environment

log = logging.getLogger("app.requests")


def request_id() -> str:
    """Return the request's id: the client's or the proxy's if it is a UUID, else a new one."""
    made: str = request.environ[ENTRY]
    return made


def install(app: Flask) -> None:
    """Log every request of an app."""
    app.wsgi_app = RequestLog(app.wsgi_app)  # type: ignore[method-assign] # as Flask's documentation has it


class RequestLog:
    """Stands around the app: what it does for every request must cost next to nothing."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, and log it when its answer begins."""
        began = time.perf_counter()
        environ[ENTRY] = _id(environ.get("HTTP_X_REQUEST_ID"))

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            headers.append((HEADER, environ[ENTRY]))
            # The path without the query: what people search for is nobody's business. As a literal of Python,
            # so that no line break in it can forge a second line.
            log.info(
                "method=%s path=%r status=%s ms=%.1f request=%s", environ["REQUEST_METHOD"],
                get_path_info(environ), status[:3], (time.perf_counter() - began) * 1000, environ[ENTRY],
            )  # fmt: skip
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _id(given: str | None) -> str:
    if given is not None:
        with suppress(ValueError):
            return str(UUID(given))
    return str(uuid4())
