"""Runs single migrations of the database that DATABASE_URL names, each statement observed.

It obeys the lines of its standard input: ``history``, ``upgrade REVISION``, ``downgrade REVISION``. It
answers with lines of JSON. After each that says ``"waits": true`` it goes on when it has read an empty line:
whoever watches sees every lock that keeps others out, however quick the statement was that took it.
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

# These keep nobody out of a table, and a migration may run them by the thousand.
QUIET = ("select", "insert", "update", "delete")
CONFIGURATION = project.ROOT / "pyproject.toml"


class Watcher:
    """The one at the other end of the standard streams."""

    def __init__(self) -> None:
        # What a migration prints must not come between the answers.
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def tell(self, happened: str, **facts: object) -> None:
        """Say what happened, and go on."""
        print(json.dumps({"event": happened, **facts}), file=self._answers, flush=True)

    def ask(self, happened: str, **facts: object) -> None:
        """Say what happened, and wait for the word to go on."""
        self.tell(happened, waits=True, **facts)
        if not sys.stdin.readline():
            sys.exit(1)  # nobody watches any more

    def follow(self) -> None:
        """Report what every connection does from now on."""
        event.listen(Engine, "connect", self._connected)
        event.listen(Engine, "before_cursor_execute", self._executes)
        event.listen(Engine, "after_cursor_execute", self._executed)
        # SQLAlchemy calls it before it commits: the transaction holds all its locks.
        event.listen(Engine, "commit", self._commits)

    def _connected(self, connection: Any, _record: object) -> None:
        self.tell("connected", pid=connection.info.backend_pid)

    def _executes(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._answer(statement)("statement", text=statement)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._answer(statement)("executed")

    def _answer(self, statement: str) -> Callable[..., None]:
        return self.tell if statement.lstrip().lower().startswith(QUIET) else self.ask

    def _commits(self, _connection: object) -> None:
        self.ask("commits")


def obey(watcher: Watcher, words: list[str]) -> None:
    """Do what a line asks for, and say how it ended."""
    config = Config(toml_file=CONFIGURATION)
    try:
        if words == ["history"]:
            watcher.tell("history", migrations=history(config))
        else:
            run(config, *words)
            watcher.tell("done")
    except CommandError as error:
        watcher.tell("failed", reason=str(error))
    except Exception as error:  # noqa: BLE001 -- whatever a migration raises is the answer
        watcher.tell("failed", reason=f"{type(error).__name__}: {error}".removesuffix(": "))


def main() -> None:
    """Obey one line after the other, until there is none."""
    watcher = Watcher()
    watcher.follow()
    for line in iter(sys.stdin.readline, ""):
        obey(watcher, line.split())


if __name__ == "__main__":
    main()
