"""From a saved file of the API to the answer of the new code, beside a start of the API."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from workspace import application, processes, project
from workspace.addresses import database_of
from workspace.bench.measurement import Measurement, timed
from workspace.bench.scratch import scratch_database
from workspace.errors import WorkspaceError

ROUTE = """

@blueprint.get("/saved-{number}")
def saved_{number}() -> str:
    return ""
"""
ASK_EVERY = 0.01  # seconds
PATIENCE = 60.0  # seconds


def measure(runs: int) -> list[Measurement]:
    """Measure saves of a module of the API's, in a copy of it."""
    with TemporaryDirectory() as folder, scratch_database() as url:
        backend = Path(folder, "backend")
        shutil.copytree(project.BACKEND, backend, ignore=shutil.ignore_patterns("__pycache__"))
        started = tuple(_start(backend, url) for _ in range(runs))
        with _api(backend, url) as address:
            _until(lambda: application.answers(f"{address}/live"))
            saved = tuple(_save(backend, address, number) for number in range(runs))
    return [Measurement("save to answer", "s", saved, "a start of the API", started, 0.5)]


def _save(backend: Path, address: str, number: int) -> float:
    with (backend / "app" / "controllers" / "health.py").open("a", encoding="utf-8") as module:
        module.write(ROUTE.format(number=number))
    return timed(lambda: _until(lambda: application.answers(f"{address}/saved-{number}")))


def _start(backend: Path, url: str) -> float:
    began = time.perf_counter()
    with _api(backend, url) as address:
        _until(lambda: application.answers(f"{address}/live"))
        return time.perf_counter() - began


@contextmanager
def _api(backend: Path, url: str) -> Iterator[str]:
    """Run the development server; yield the address of its health."""
    port = processes.free_port(0)
    words = [sys.executable, "-m", "workspace.server", application.HOST, str(port), database_of(url)]
    path = f"{backend}{os.pathsep}{project.ROOT}"
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": path, "LOG_LEVEL": "WARNING"}
    with subprocess.Popen(words, cwd=backend, env=environment, stdin=subprocess.DEVNULL) as api:
        try:
            yield f"http://{application.HOST}:{port}/api/health"
        finally:
            api.terminate()


def _until(answers: Callable[[], bool]) -> None:
    began = time.perf_counter()
    while not answers():
        if time.perf_counter() - began > PATIENCE:
            msg = f"the API has not answered for {PATIENCE:.0f} s: its complaint is above"
            raise WorkspaceError(msg)
        time.sleep(ASK_EVERY)
