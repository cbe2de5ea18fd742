"""Around every request: an id that the client is told, a line in the log, and security headers."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import request
from werkzeug.wsgi import get_path_info

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "X-Request-ID"
ENVIRON_KEY = "app.request_id"

# A response may have its own instead.
SECURITY_HEADERS = {
    # Responses are data. A browser that is tricked into showing one as a page runs nothing in it.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Data may change a moment later, and may be for one reader only.
    "Cache-Control": "no-store",
}

log = logging.getLogger("app.requests")


def request_id() -> str:
    """Return the request's id: the client's or the proxy's if it is a UUID, else a new one."""
    identity: str = request.environ[ENVIRON_KEY]
    return identity


class Middleware:
    """WSGI middleware, because what happens for every request must cost next to nothing."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, and log it when its response starts."""
        started_at = time.perf_counter()
        identity = environ[ENVIRON_KEY] = _identity(environ.get("HTTP_X_REQUEST_ID"))

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            names = {name for name, _ in headers}
            headers += [header for header in SECURITY_HEADERS.items() if header[0] not in names]
            headers.append((REQUEST_ID, identity))
            # Without the query: what people search for is private. As a Python literal, so that no line break
            # in the path can forge a second line.
            log.info(
                "method=%s path=%r status=%s ms=%.1f request=%s", environ["REQUEST_METHOD"],
                get_path_info(environ), status[:3], (time.perf_counter() - started_at) * 1000, identity,
            )  # fmt: skip
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _identity(given: str | None) -> str:
    if given is not None:
        with suppress(ValueError):
            return str(UUID(given))
    return str(uuid4())
