"""Metrics of several processes, some of which end."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from app.config import Settings
from app.exporter import Processes, Queue
from app.repositories.engine import Database

BACKEND = Path(__file__).parents[2]

# Handles requests until its input ends.
PROGRAM = """
import sys
from app import create_app
from app.config import Settings
from app.observe import observe_api

settings = Settings(environment="test", metrics_port=9100, database_url=sys.argv[1])
app = create_app(settings)
observe_api(app, settings)
client = app.test_client()
for line in sys.stdin:
    client.get(line.strip())
    print("done", flush=True)
"""


class Process:
    """A process that handles requests."""

    def __init__(self, folder: Path, url: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(BACKEND), "PROMETHEUS_MULTIPROC_DIR": str(folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, url],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def get(self, path: str) -> None:
        """Handle a request."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def kill(self) -> None:
        """End it without any clean-up."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def processes(tmp_path: Path, own_database: str) -> Iterator[list[Process]]:
    """Return two processes."""
    processes = [Process(tmp_path, own_database) for _ in range(2)]
    yield processes
    for process in processes:
        process.kill()


def metrics(folder: Path) -> list[str]:
    registry = CollectorRegistry()
    registry.register(Processes(folder))
    return generate_latest(registry).decode().splitlines()


def test_the_metrics_of_processes_are_added_up_also_after_they_ended(
    processes: list[Process], tmp_path: Path, own_database: str
) -> None:
    count = 'http_requests_total{{method="GET",route="/api/dev/mails/<id:mail_id>",status="404"}} {}.0'
    timed = 'http_request_seconds_count{{method="GET",route="/api/dev/mails/<id:mail_id>"}} {}.0'
    for process in processes:
        process.get("/api/dev/mails/1")
    assert {count.format(2), timed.format(2)} <= {*metrics(tmp_path)}
    assert 'database_connections_used{pool="read"} 0.0' in metrics(tmp_path)

    for _ in range(3):
        processes.pop().kill()
        processes.append(Process(tmp_path, own_database))
        processes[-1].get("/api/dev/mails/1")

    assert {count.format(5), timed.format(5)} <= {*metrics(tmp_path)}
    # The files of two live processes, and the sums of those that ended.
    assert len([*tmp_path.glob("counter_*.db")]) == 3


def test_unknown_addresses_share_a_label(processes: list[Process], tmp_path: Path) -> None:
    for number in range(5):
        processes[0].get(f"/api/{number}")

    assert 'http_requests_total{method="",route="none",status="404"} 5.0' in metrics(tmp_path)


def test_failures_of_jobs_are_counted_from_zero() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    program = f"""
from app.config import Settings
from app.observe import observe_worker
from prometheus_client import generate_latest

settings = Settings(environment="test", metrics_port={port}, database_url="postgresql:///a")
observe_worker(settings, ["DeliverMail"])
print(generate_latest().decode())
"""
    environment = {**os.environ, "PYTHONPATH": str(BACKEND)}
    output = subprocess.check_output([sys.executable, "-c", program], env=environment, text=True)

    for result in ("done", "retry", "failed"):
        assert f'jobs_total{{name="DeliverMail",result="{result}"}} 0.0' in output


def test_the_queue_is_measured(own_database: str) -> None:
    database = Database(Settings(environment="test", database_url=own_database))
    registry = CollectorRegistry()
    registry.register(Queue(database))

    output = generate_latest(registry).decode()
    database.dispose()

    assert "job_queue_age_seconds 0.0" in output
    assert "job_queue_workers 0.0" in output


def test_without_a_database_there_are_no_metrics_of_the_queue() -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    registry = CollectorRegistry()
    registry.register(Queue(Database(Settings(environment="test", database_url=url))))

    assert b"job_queue_age_seconds 0" not in generate_latest(registry)
