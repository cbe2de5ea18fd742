"""Metrics in the format of Prometheus. Nothing imports this module unless METRICS_PORT is set.

The API's processes share them through files in PROMETHEUS_MULTIPROC_DIR, which ``app.exporter`` reads.
"""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from prometheus_client import Counter, Gauge, Histogram

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
JOB_SECONDS = (0.01, 0.1, 1, 10, 60, 600, 3600)

_requests = Counter("http_requests", "Responses.", ["method", "route", "status"])
_latency = Histogram("http_request_seconds", "Time until a response.", ["method", "route"], buckets=SECONDS)
_connections = Gauge(
    "database_connections_used",
    "Connections to the database that are in use.",
    ["pool"],
    multiprocess_mode="livesum",
)
_jobs = Counter("jobs", "Attempts to run a job, by result: done, retry or failed.", ["name", "result"])
_duration = Histogram("job_seconds", "Time of an attempt to run a job.", ["name"], buckets=JOB_SECONDS)


class RequestMetrics:
    """WSGI middleware that counts and times responses."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Handle a request."""
        started_at = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            # Flask leaves its request there. Without a route, anybody could invent labels.
            rule = getattr(environ.get("werkzeug.request"), "url_rule", None)
            labels = (environ["REQUEST_METHOD"], rule.rule) if rule else ("", "none")
            _requests.labels(*labels, status[:3]).inc()
            _latency.labels(*labels).observe(time.perf_counter() - started_at)
            return start_response(status, headers, *error)

        return self._application(environ, start)


def count_connections(pool: str, change: int) -> None:
    """Record that connections of a pool are used, or no longer."""
    _connections.labels(pool).inc(change)


def expect_jobs(names: Iterable[str]) -> None:
    """Begin to count jobs at zero: Prometheus sees no increase if the first figure of a counter is one."""
    for name in names:
        for result in ("done", "retry", "failed"):
            _jobs.labels(name, result)


def count_job(name: str, result: str, seconds: float) -> None:
    """Record an attempt to run a job."""
    _jobs.labels(name, result).inc()
    _duration.labels(name).observe(seconds)
