"""Switches on what observes the processes of the API and of the worker."""

# Whatever is off is not imported.
# ruff: noqa: PLC0415

from collections.abc import Callable, Iterable
from typing import Any

from app.config import Settings


def observe_api(app: Any, settings: Settings) -> None:
    """Observe a Flask app as its settings say."""
    if settings.environment == "development":
        from app.observability.statements import StatementReport
        from app.repositories.statements import count_statements

        count_statements(app.extensions["database"])
        app.wsgi_app = StatementReport(app.wsgi_app)
    if settings.metrics_port:
        from app.observability.metrics import RequestMetrics, count_connections

        app.extensions["database"].watch_pools(count_connections)
        app.wsgi_app = RequestMetrics(app.wsgi_app)
    _observe_process("api", settings)
    if settings.otel_exporter_otlp_endpoint:
        from app.observability.tracing import trace_requests

        trace_requests(app)


def observe_worker(settings: Settings, jobs: Iterable[str]) -> Callable[[str, str, float], None] | None:
    """Observe the worker, which runs these jobs, as its settings say.

    Returns what is called after each attempt to run a job.
    """
    _observe_process("worker", settings)
    if not settings.metrics_port:
        return None
    from prometheus_client import start_http_server

    from app.observability.metrics import count_job, expect_jobs

    expect_jobs(jobs)
    start_http_server(settings.metrics_port)
    return count_job


def _observe_process(name: str, settings: Settings) -> None:
    if settings.otel_exporter_otlp_endpoint:
        from app.observability.tracing import start_tracing

        start_tracing(name)
    if settings.sentry_dsn:
        from app.observability.error_reports import start_error_reports

        start_error_reports(settings.sentry_dsn.get_secret_value(), settings.environment)
