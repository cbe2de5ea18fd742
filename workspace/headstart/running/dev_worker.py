"""The worker of background jobs in development: it restarts when the code or the branch changes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from watchfiles import PythonFilter, watch

from headstart.devdb import branches
from headstart.postgres import urls
from headstart.running import branch_database

WATCHED = ("app", "migrations")  # folders of the back end
POLL_MS = 250  # between two checks of the branch
# Seconds for running jobs to finish; then they are put back, and run with the new code.
DRAIN = {"WORKER_DRAIN_SECONDS": "2"}
ARGS = (sys.executable, "-m", "app.worker")


def main() -> None:
    """Run the worker until a signal arrives."""
    stopped, default = Event(), urls.default_url()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    changes = _changes(stopped)
    while not stopped.is_set():
        branch_database.choose(default)
        with _running():
            next(changes, None)


def _changes(stopped: Event) -> Iterator[Any]:
    """Yield when a module, a migration or the branch changes."""
    stamp = branches.stamp()
    for changes in watch(
        *WATCHED,
        watch_filter=PythonFilter(),
        stop_event=stopped,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        previous, stamp = stamp, branches.stamp()
        if changes or stamp != previous:
            yield changes


@contextmanager
def _running() -> Iterator[None]:
    """Run the worker; at the end, let it stop by itself."""
    process = subprocess.Popen(ARGS, env={**DRAIN, **os.environ})
    try:
        yield
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
