"""Tells developers about the statements of a request: in the browser's network tab, and in the log."""

import logging
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_REPEATS = 10
SLOW_SECONDS = 0.2
MAX_LENGTH = 200  # of a statement in the log

APP = Path(__file__).parents[1]
SERVICES = str(APP / "services")

log = logging.getLogger("app.statements")


@dataclass
class Statements:
    """The statements of a request.

    Attributes:
        seconds: how long all of them took.
        counts: how often each ran.
        repeated: those that ran too often, with the line in a service.
        slow: what the log says about those that took too long.
    """

    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, str] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)

    def add(self, statement: str) -> None:
        """Count a statement before it runs."""
        count = self.counts[statement] = self.counts.get(statement, 0) + 1
        if count > MAX_REPEATS and statement not in self.repeated:
            self.repeated[statement] = _service_line()

    def add_slow(self, statement: str, seconds: float, plan: str) -> None:
        """Keep a statement that took long, with its plan."""
        self.slow.append(
            f"a statement took {seconds * 1000:.0f} ms, from {_service_line()}: {_shorten(statement)}\n"
            f"{indent(plan, '    ')}".rstrip()
        )


current: ContextVar[Statements | None] = ContextVar("statements", default=None)


class StatementReport:
    """WSGI middleware for development."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Handle a request, and add a ``Server-Timing`` header with its statements to the response."""
        counted = Statements()
        current.set(counted)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            count = sum(counted.counts.values())
            timing = f'db;dur={counted.seconds * 1000:.1f};desc="{count} statements"'
            headers.append(("Server-Timing", timing))
            for statement, line in counted.repeated.items():
                log.warning(
                    "the same statement ran %d times in a request, from %s: load all records with one. %s",
                    counted.counts[statement], line, _shorten(statement),
                )  # fmt: skip
            for message in counted.slow:
                log.warning("%s", message)
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _shorten(statement: str) -> str:
    return " ".join(statement.split())[:MAX_LENGTH]


def _service_line() -> str:
    """Return the line of the service that runs a statement."""
    frame = sys._getframe()  # noqa: SLF001 -- much faster than the module inspect, and only in development
    while frame.f_back is not None:
        if frame.f_code.co_filename.startswith(SERVICES):
            return f"{Path(frame.f_code.co_filename).relative_to(APP.parent)}:{frame.f_lineno}"
        frame = frame.f_back
    return "outside of the services"
