"""Switches on what observes the worker."""

# Whatever is off is not imported.
# ruff: noqa: PLC0415

from collections.abc import Iterable

from app.config import Settings
from app.worker.execution import Report


def observe(settings: Settings, jobs: Iterable[str]) -> Report | None:
    """Observe the worker, which runs these jobs, as its settings say.

    Returns what is called after each attempt to run a job.
    """
    if settings.otel_exporter_otlp_endpoint:
        from app.observability.tracing import start_tracing

        start_tracing("worker")
    if settings.sentry_dsn:
        from app.observability.error_reports import start_error_reports

        start_error_reports(settings.sentry_dsn.get_secret_value(), settings.environment)
    if not settings.metrics_port:
        return None
    from prometheus_client import start_http_server

    from app.observability.metrics import count_job, expect_jobs

    expect_jobs(jobs)
    start_http_server(settings.metrics_port)
    return count_job
