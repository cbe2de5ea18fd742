"""The SQL statements of the current request, which are counted in development only."""

import sys
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

MAX_REPEATS = 10

APP = Path(__file__).parent
SERVICES = str(APP / "services")


@dataclass
class Statements:
    """The statements of a request; ``repeated`` has those that ran too often, with the line in a service."""

    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, str] = field(default_factory=dict)

    def add(self, statement: str) -> None:
        """Count a statement before it runs."""
        count = self.counts[statement] = self.counts.get(statement, 0) + 1
        if count > MAX_REPEATS and statement not in self.repeated:
            self.repeated[statement] = _service_line()


current: ContextVar[Statements | None] = ContextVar("statements", default=None)


def _service_line() -> str:
    """Return the line of the service that runs a statement."""
    frame = sys._getframe()  # noqa: SLF001 -- much faster than the module inspect, and only in development
    while frame.f_back is not None:
        if frame.f_code.co_filename.startswith(SERVICES):
            return f"{Path(frame.f_code.co_filename).relative_to(APP.parent)}:{frame.f_lineno}"
        frame = frame.f_back
    return "outside of the services"
