"""The worker of background jobs in development: it runs the current code."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.core import project
from headstart.migrations import revisions
from tests.support.polling import until

READY = "ready: runs 4 jobs at once"


@pytest.fixture
def backend(folder: Path) -> Path:
    """Return a copy of the code that the worker runs."""
    for name in ("app", "migrations"):
        shutil.copytree(project.BACKEND / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def worker(backend: Path, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Return the process, whose output is in ``log``; its database is not migrated yet."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{backend}:{project.ROOT / 'workspace'}",
        "DATABASE_URL": database,
    }
    with (
        (backend / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "headstart.running.dev_worker"],
            cwd=backend, env=environment, stdout=log, stderr=log, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        yield process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_it_waits_for_migrations_restarts_after_changes_and_stops(
    worker: subprocess.Popen[bytes], backend: Path, database: str
) -> None:
    log = backend / "log"
    until(lambda: "waiting for the database" in log.read_text("utf-8"))
    revisions.migrate(database)
    until(lambda: log.read_text("utf-8").count(READY) == 1)

    (backend / "app" / "jobs" / "broken.py").write_text("def (", "utf-8")
    until(lambda: "SyntaxError" in log.read_text("utf-8"))
    (backend / "app" / "jobs" / "broken.py").unlink()
    until(lambda: log.read_text("utf-8").count(READY) == 2)

    os.killpg(worker.pid, signal.SIGTERM)
    assert worker.wait(10) == 0
