"""Runs single migrations on the database in DATABASE_URL, and reports each statement.

It reads commands from standard input: ``history``, ``upgrade REVISION``, ``downgrade REVISION``. It prints
events as lines of JSON. After an event with ``"waits": true`` it waits for an empty line, so that the
observer sees every lock, however short the statement.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, event

from headstart.core import project
from headstart.migrations.rehearsal.stepwise.steps import history, run

# These do not lock tables, and a migration may run thousands of them.
UNOBSERVED = ("select", "insert", "update", "delete")
CONFIGURATION = project.ROOT / "pyproject.toml"


class Watcher:
    """The observer at the other end of the standard streams."""

    def __init__(self) -> None:
        # The output of migrations must not mix with the events.
        self._events = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def report(self, name: str, **details: object) -> None:
        """Report an event."""
        print(json.dumps({"event": name, **details}), file=self._events, flush=True)

    def report_and_wait(self, name: str, **details: object) -> None:
        """Report an event, and wait for the observer."""
        self.report(name, waits=True, **details)
        if not sys.stdin.readline():
            sys.exit(1)  # the observer has exited

    def follow(self) -> None:
        """Report events of all connections."""
        event.listen(Engine, "connect", self._connected)
        event.listen(Engine, "before_cursor_execute", self._executes)
        event.listen(Engine, "after_cursor_execute", self._executed)
        # Called before the commit, while the transaction holds all its locks.
        event.listen(Engine, "commit", self._commits)

    def _connected(self, connection: Any, _record: object) -> None:
        self.report("connected", pid=connection.info.backend_pid)

    def _executes(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._reporter(statement)("statement", text=statement)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._reporter(statement)("executed")

    def _reporter(self, statement: str) -> Callable[..., None]:
        return self.report if statement.lstrip().lower().startswith(UNOBSERVED) else self.report_and_wait

    def _commits(self, _connection: object) -> None:
        self.report_and_wait("commits")


def execute(watcher: Watcher, args: list[str]) -> None:
    """Execute a command, and report the result."""
    config = Config(toml_file=CONFIGURATION)
    try:
        if args == ["history"]:
            watcher.report("history", migrations=history(config))
        else:
            run(config, *args)
            watcher.report("done")
    except CommandError as error:
        watcher.report("failed", reason=str(error))
    except Exception as error:  # noqa: BLE001 -- migrations may raise anything
        watcher.report("failed", reason=f"{type(error).__name__}: {error}".removesuffix(": "))


def main() -> None:
    """Execute commands until the end of the input."""
    watcher = Watcher()
    watcher.follow()
    for line in iter(sys.stdin.readline, ""):
        execute(watcher, line.split())


if __name__ == "__main__":
    main()
