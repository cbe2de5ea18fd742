"""WSGI middleware for every request: a request ID, a log line, and security headers."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import request
from werkzeug.wsgi import get_path_info

from app.observability import logs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "X-Request-ID"
ENVIRON_KEY = "app.request_id"

# A response can override them.
SECURITY_HEADERS = {
    # Responses are data. A browser that is tricked into showing one as a page runs nothing in it.
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Data may change at any time, and may be private.
    "Cache-Control": "no-store",
}

log = logging.getLogger("app.requests")


def request_id() -> str:
    """Return the request's ID: the one that the client or proxy sent if it is a UUID, or else a new one."""
    identity: str = request.environ[ENVIRON_KEY]
    return identity


class Middleware:
    """The middleware. It runs for every request, so it avoids the overhead of Flask's hooks."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Handle a request, and log it when the response starts."""
        started_at = time.perf_counter()
        identity = environ[ENVIRON_KEY] = _identity(environ.get("HTTP_X_REQUEST_ID"))
        logs.request_id.set(identity)
        # region accounts
        # Until it is known who asks: this thread may have served somebody else.
        logs.user_id.set(None)
        # endregion
        # region teams
        logs.team_id.set(None)
        # endregion
        path = get_path_info(environ)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            names = {name for name, _ in headers}
            headers += [header for header in SECURITY_HEADERS.items() if header[0] not in names]
            headers.append((REQUEST_ID, identity))
            # Without the query, because searches are private. The path is logged as a Python literal, so that
            # a line break in it cannot forge a log entry.
            fields = {
                "method": environ["REQUEST_METHOD"],
                "path": path,
                "status": int(status[:3]),
                "ms": round((time.perf_counter() - started_at) * 1000, 1),
            }
            log.info("method=%(method)s path=%(path)r status=%(status)s ms=%(ms)s", fields)
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _identity(given: str | None) -> str:
    if given is not None:
        with suppress(ValueError):
            return str(UUID(given))
    return str(uuid4())
