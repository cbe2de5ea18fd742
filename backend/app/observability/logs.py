"""The log: a line for each event, readable in development and JSON in production.

A message whose arguments are a dict keeps them as fields: ``log.info("took %(ms).1f ms", {"ms": 3.2})``.
"""

import logging
import re
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from app.config import Settings

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s%(origin)s"

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
job_id: ContextVar[int | None] = ContextVar("job_id", default=None)
# region accounts
user_id: ContextVar[int | None] = ContextVar("user_id", default=None)
# endregion
# region teams
team_id: ContextVar[int | None] = ContextVar("team_id", default=None)
# endregion

# What every line names if there is one. Tracing adds itself.
origins: dict[str, Callable[[], object]] = {
    "job": job_id.get,
    "request": request_id.get,
    # region accounts
    "user": user_id.get,
    # endregion
    # region teams
    "team": team_id.get,
    # endregion
}

# PostgreSQL quotes values in an error: the line of the statement, into which psycopg2 writes them, the row in
# the details, and what it cannot convert. They end where SQLAlchemy's statement or the next traceback begins.
_END = r"(?=^\[SQL: |^\n(?:The above|During handling)|\Z)"
_DETAILS = re.compile(rf"(?ms)^(?:LINE \d+|DETAIL|CONTEXT): .*?{_END}")
_INPUT = re.compile(
    rf'(?ms)(invalid input [^"\n]*|malformed [^"\n]*|out of range: |\bvalue )".*?(?=\n*{_END})'
)

# Servers of mail quote the address that they refuse.
_ADDRESS = re.compile(r"[^\s<>'\"(),:=]+@[^\s<>'\"(),:]+")


def configure_logging(settings: Settings) -> None:
    """Write the log to the standard output."""
    output = logging.StreamHandler(sys.stdout)
    output.setFormatter(JsonFormatter() if settings.environment == "production" else TextFormatter(FORMAT))
    logging.basicConfig(handlers=[output], level=settings.log_level)
    # These are not part of a line: https://docs.python.org/3/howto/logging.html#optimization
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 -- as documented there
    logging.getLogger("alembic").setLevel(logging.WARNING)


class TextFormatter(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, followed by the traceback if there is one."""
        record.origin = "".join(f" {name}={value}" for name, value in _origin().items())
        return super().format(record)


class JsonFormatter(logging.Formatter):
    """A line for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_values(record.getMessage()),
            **_origin(),
        }
        if isinstance(record.args, Mapping):
            line |= record.args
        if record.exc_info:
            line["exception"] = without_values(self.formatException(record.exc_info))
        return to_json(line, fallback=str).decode()


def without_values(text: str) -> str:
    """Return a traceback or message without the values of rows and statements, and without addresses."""
    text = _INPUT.sub(r"\1(value)", _DETAILS.sub("", text))
    return _ADDRESS.sub("(address)", text) if "@" in text else text


def _origin() -> dict[str, Any]:
    values = {name: find() for name, find in origins.items()}
    return {name: value for name, value in values.items() if value is not None}
