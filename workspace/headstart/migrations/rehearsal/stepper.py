"""The process that runs single migrations, seen from here."""

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
    """One revision: its name, those it follows, its message and its file."""

    revision: str
    follows: tuple[str, ...]
    message: str
    path: Path


class Stepper:
    """Runs single migrations when it is told to, and says what happens meanwhile."""

    def __init__(self, orders: IO[bytes], answers: IO[bytes], errors: IO[bytes]) -> None:
        self._orders = orders
        self._answers = answers
        self._errors = errors
        self._read = b""

    def history(self) -> list[Migration]:
        """Return all migrations, each after those that it follows."""
        self.tell("history")
        told = self.next()
        if told is None or told["event"] != "history":
            reason = told["reason"] if told else "no answer"
            msg = f"the migrations cannot be read: {reason}"
            raise WorkspaceError(msg)
        return [
            Migration(
                each["revision"],
                tuple(each["follows"]),
                each["message"].rstrip("."),
                _from_root(each["path"]),
            )
            for each in told["migrations"]
        ]

    def run(self, direction: str, migration: Migration) -> str:
        """Run one migration, watched by nobody; return why it failed, or nothing."""
        self.tell(f"{direction} {migration.revision}")
        while True:
            event = self.next()
            if event and event["event"] in {"done", "failed"}:
                return str(event.get("reason", ""))
            if event and event.get("waits"):
                self.tell("")

    def tell(self, line: str) -> None:
        """Write a line to it; an empty one lets it go on."""
        with suppress(BrokenPipeError):  # its end is noticed where its answers are read
            self._orders.write(f"{line}\n".encode())
            self._orders.flush()

    def next(self, patience: float | None = None) -> Event | None:
        """Return the next thing that happened, or None when nothing did for some seconds.

        Raises:
            WorkspaceError: the process has ended; the sentence holds the last it said.
        """
        while b"\n" not in self._read:
            if not select.select([self._answers], [], [], patience)[0]:
                return None
            chunk = os.read(self._answers.fileno(), 65536)
            if not chunk:
                raise WorkspaceError(self._last_words())
            self._read += chunk
        line, _newline, self._read = self._read.partition(b"\n")
        event: Event = json.loads(line)
        return event

    def _last_words(self) -> str:
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip() or "it printed nothing"
        return f"the process that runs the migrations ended: {said.splitlines()[-1]}"


def _from_root(path: str) -> Path:
    return Path(os.path.relpath(path, project.ROOT))


@contextmanager
def stepper(url: str) -> Iterator[Stepper]:
    """Start a process for the migrations of a database; it ends with the block."""
    environment = {**os.environ, "DATABASE_URL": url}
    words = [sys.executable, "-m", "headstart.migrations.rehearsal.stepwise"]
    with tempfile.TemporaryFile() as errors, subprocess.Popen(
        words, cwd=project.BACKEND, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        # Ctrl-C is for the one who watches, who ends it in order.
        stderr=errors, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield Stepper(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout), errors)
        finally:
            process.kill()
