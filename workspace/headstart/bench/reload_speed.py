"""From saving a file of the API to a response of the new code, compared with a start of the API."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench.measurement import Measurement, measure_seconds
from headstart.bench.scratch import scratch_database
from headstart.core import project
from headstart.postgres.urls import database_name
from headstart.running import supervisor
from headstart.running.application import HOST
from headstart.testing.instance import wait_until_answered

ROUTE = """

@blueprint.get("/saved-{number}")
def saved_{number}() -> str:
    return ""
"""

Api = tuple[str, subprocess.Popen[bytes]]  # the address of its health checks, and its process


def measure(runs: int) -> list[Measurement]:
    """Measure saves of a module in a copy of the API."""
    with TemporaryDirectory() as folder, scratch_database() as url:
        backend = Path(folder, "backend")
        shutil.copytree(project.BACKEND, backend, ignore=shutil.ignore_patterns("__pycache__"))
        starts = tuple(_start(backend, url) for _ in range(runs))
        with _api(backend, url) as api:
            wait_until_answered(f"{api[0]}/live", api[1])
            saves = tuple(_save(backend, api, number) for number in range(runs))
    return [Measurement("save to answer", "s", saves, "a start of the API", starts, 0.5)]


def _save(backend: Path, api: Api, number: int) -> float:
    with (backend / "app" / "controllers" / "health.py").open("a", encoding="utf-8") as module:
        module.write(ROUTE.format(number=number))
    return measure_seconds(lambda: wait_until_answered(f"{api[0]}/saved-{number}", api[1]))


def _start(backend: Path, url: str) -> float:
    start = time.perf_counter()
    with _api(backend, url) as (address, process):
        wait_until_answered(f"{address}/live", process)
        return time.perf_counter() - start


@contextmanager
def _api(backend: Path, url: str) -> Iterator[Api]:
    """Run the development server."""
    port = supervisor.free_port(0)
    args = [sys.executable, "-m", "headstart.running.dev_server", HOST, str(port), database_name(url)]
    path = f"{backend}{os.pathsep}{project.TOOLING}"
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": path, "LOG_LEVEL": "WARNING"}
    with subprocess.Popen(args, cwd=backend, env=environment, stdin=subprocess.DEVNULL) as api:
        try:
            yield f"http://{HOST}:{port}/api/health", api
        finally:
            api.terminate()
