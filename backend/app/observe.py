"""Switches on what observes the API, in each of its processes."""

# Whatever is off is not imported.
# ruff: noqa: PLC0415

from apiflask import APIFlask

from app.config import Settings


def observe(app: APIFlask, settings: Settings) -> None:
    """Observe an app as its settings say."""
    if settings.environment == "development":
        from app.observability.statements import StatementReport
        from app.repositories.statements import count_statements

        count_statements(app.extensions["database"])
        app.wsgi_app = StatementReport(app.wsgi_app)  # type: ignore[method-assign] # as Flask's documentation shows
    if settings.metrics_port:
        from app.observability.metrics import RequestMetrics, count_connections

        app.extensions["database"].watch_pools(count_connections)
        app.wsgi_app = RequestMetrics(app.wsgi_app)  # type: ignore[method-assign]
    if settings.otel_exporter_otlp_endpoint:
        from app.observability.tracing import start_tracing, trace_requests

        start_tracing("api")
        trace_requests(app)
    if settings.sentry_dsn:
        from app.observability.error_reports import start_error_reports

        start_error_reports(settings.sentry_dsn.get_secret_value(), settings.environment)
