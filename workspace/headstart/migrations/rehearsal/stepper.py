"""Controls the process that runs single migrations."""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from headstart.core import project
from headstart.core.errors import WorkspaceError

Event = dict[str, Any]


@dataclass(frozen=True)
class Migration:
    """A revision: its name, its predecessors, its message and its file."""

    revision: str
    follows: tuple[str, ...]
    message: str
    path: Path


class Stepper:
    """Runs single migrations on request, and reports events."""

    def __init__(self, commands: IO[bytes], events: IO[bytes], errors: IO[bytes]) -> None:
        self._commands = commands
        self._events = events
        self._errors = errors
        self._read = b""

    def history(self) -> list[Migration]:
        """Return all migrations in order."""
        self.send("history")
        event = self.next()
        if event is None or event["event"] != "history":
            reason = event["reason"] if event else "no answer"
            msg = f"the migrations cannot be read: {reason}"
            raise WorkspaceError(msg)
        return [
            Migration(
                each["revision"],
                tuple(each["follows"]),
                each["message"].rstrip("."),
                _from_root(each["path"]),
            )
            for each in event["migrations"]
        ]

    def run(self, direction: str, migration: Migration) -> str:
        """Run one migration without observing it; return the reason of a failure, or an empty string."""
        self.send(f"{direction} {migration.revision}")
        while True:
            event = self.next()
            if event and event["event"] in {"done", "failed"}:
                return str(event.get("reason", ""))
            if event and event.get("waits"):
                self.send("")

    def send(self, line: str) -> None:
        """Send a line to the process; an empty one lets it continue."""
        with suppress(BrokenPipeError):  # its exit is noticed when its events are read
            self._commands.write(f"{line}\n".encode())
            self._commands.flush()

    def next(self, timeout: float | None = None) -> Event | None:
        """Return the next event, or None after a timeout in seconds.

        Raises:
            WorkspaceError: the process has exited; the message has the last line of its output.
        """
        while b"\n" not in self._read:
            if not select.select([self._events], [], [], timeout)[0]:
                return None
            chunk = os.read(self._events.fileno(), 65536)
            if not chunk:
                raise WorkspaceError(self._exit_message())
            self._read += chunk
        line, _newline, self._read = self._read.partition(b"\n")
        event: Event = json.loads(line)
        return event

    def _exit_message(self) -> str:
        self._errors.seek(0)
        output = self._errors.read().decode("utf-8", "replace").strip() or "it printed nothing"
        return f"the process that runs the migrations exited: {output.splitlines()[-1]}"


def _from_root(path: str) -> Path:
    return Path(os.path.relpath(path, project.ROOT))


@contextmanager
def stepper(url: str) -> Iterator[Stepper]:
    """Start a process for the migrations of a database, and kill it at the end."""
    environment = {**os.environ, "DATABASE_URL": url}
    args = [sys.executable, "-m", "headstart.migrations.rehearsal.stepwise"]
    with tempfile.TemporaryFile() as errors, subprocess.Popen(
        args, cwd=project.BACKEND, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        # Ctrl-C must not reach it: this process stops it.
        stderr=errors, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield Stepper(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout), errors)
        finally:
            process.kill()
