"""Traces and error reports, as a collector receives them from a process of the API and a worker."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

BACKEND = Path(__file__).parents[2]
SECRET = "ada.hunter2@example.com"  # noqa: S105 -- of nobody
TIMEOUT = 30.0  # seconds

REQUESTS = f"""
from app.wsgi import app
client = app.test_client()
assert client.post("/api/dev/mails/trial", json={{"to": "{SECRET}"}}).status_code == 204
"""
FAILURE = f"""
from app.config import Settings
from app.services.mail import MailboxService
from app.wsgi import app

def fail(self):
    try:
        raise ValueError('invalid input syntax for type integer: "hunter3"\\nLINE 1: "hunter3"\\n   ^')
    except ValueError:
        raise RuntimeError("DETAIL: Key (email)=({SECRET}) already exists.")

MailboxService.newest = fail
headers = {{"Cookie": "session={SECRET}", "Authorization": "{SECRET}"}}
response = app.test_client().get("/api/dev/mails?search={SECRET}", headers=headers)
assert response.status_code == 500
import sentry_sdk
sentry_sdk.flush()
"""
MESSAGES = f"""
import logging
import app.wsgi
logging.getLogger("anything").warning("tried %s", "{SECRET}")
logging.getLogger("anything").error("not sent to %s", "{SECRET}")
import sentry_sdk
sentry_sdk.flush()
"""


def run(program: str, url: str, **settings: str) -> str:
    """Run a program, and return its log."""
    environment = {**os.environ, "PYTHONPATH": str(BACKEND), "DATABASE_URL": url, "ENVIRONMENT": "test"}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment | settings,
        check=True, timeout=TIMEOUT, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip


def run_worker(url: str, collector: Any, **settings: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(BACKEND), "DATABASE_URL": url, "ENVIRONMENT": "test"}
    with subprocess.Popen([sys.executable, "-m", "app.worker"], env=environment | settings) as worker:
        deadline = time.monotonic() + TIMEOUT
        while not any(b"job DeliverMail" in body for body in collector.bodies("/v1/traces")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        worker.terminate()
        assert worker.wait(TIMEOUT) == 0


def spans(collector: Any) -> list[Span]:
    return [
        span
        for body in collector.bodies("/v1/traces")
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def test_a_job_is_linked_to_the_request_that_enqueued_it(own_database: str, collector: Any) -> None:
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    log = run(REQUESTS, own_database, **settings)
    run_worker(own_database, collector, **settings)

    [request] = [span for span in spans(collector) if span.name == "POST /api/dev/mails/trial"]
    [job] = [span for span in spans(collector) if span.name == "job DeliverMail"]
    assert [link.trace_id for link in job.links] == [request.trace_id]
    assert f" trace={request.trace_id.hex()}\n" in log
    for trace in (request.trace_id, job.trace_id):
        assert any(span.name in {"SELECT", "INSERT"} for span in spans(collector) if span.trace_id == trace)
    assert not any(SECRET.encode() in body for _, body in collector.received)


def test_an_error_is_reported_without_personal_data(own_database: str, collector: Any) -> None:
    run(FAILURE, own_database, SENTRY_DSN=f"http://key@127.0.0.1:{collector.server_port}/1")

    events = [body for body in collector.bodies("/envelope/") if b"RuntimeError" in body]
    assert len(events) == 1
    assert b"invalid input syntax for type integer: (value)" in events[0]
    assert not any(
        secret in body for _, body in collector.received for secret in (SECRET.encode(), b"hunter3")
    )


def test_a_message_of_the_log_is_reported_without_personal_data(own_database: str, collector: Any) -> None:
    run(MESSAGES, own_database, SENTRY_DSN=f"http://key@127.0.0.1:{collector.server_port}/1")

    [event] = [body for body in collector.bodies("/envelope/") if b"not sent to (address)" in body]
    assert b"tried (address)" in event
    assert not any(SECRET.encode() in body for _, body in collector.received)


def test_nothing_is_imported_without_settings(own_database: str) -> None:
    program = """
import sys
import app.wsgi
assert not {"opentelemetry", "sentry_sdk", "prometheus_client"} & {*sys.modules}
"""
    run(program, own_database)
