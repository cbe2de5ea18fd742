"""Tells developers about the statements of a request: in the browser's network tab, and in the log."""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from app import statements

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_LENGTH = 200  # of a statement in the log

log = logging.getLogger("app.statements")


class StatementReport:
    """WSGI middleware for development."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Handle a request, and add a ``Server-Timing`` header with its statements to the response."""
        counted = statements.Statements()
        statements.current.set(counted)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            count = sum(counted.counts.values())
            timing = f'db;dur={counted.seconds * 1000:.1f};desc="{count} statements"'
            headers.append(("Server-Timing", timing))
            for statement, line in counted.repeated.items():
                log.warning(
                    "the same statement ran %d times in a request, from %s: load all records with one. %s",
                    counted.counts[statement], line, " ".join(statement.split())[:MAX_LENGTH],
                )  # fmt: skip
            return start_response(status, headers, *error)

        return self._application(environ, start)
