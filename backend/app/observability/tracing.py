"""Traces, sent to OTEL_EXPORTER_OTLP_ENDPOINT. Without one, OpenTelemetry is not even imported."""

# ruff: noqa: PLC0415 -- see above

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from app.config import TITLE, VERSION
from app.observability.logs import origins

_tracer: Any = None


def start_tracing(service: str) -> None:
    """Trace statements and jobs, and start a thread that sends the traces.

    A forked process would not have that thread, so it calls this itself. OpenTelemetry's own environment
    variables configure everything else.
    """
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.psycopg2 import Psycopg2Instrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    global _tracer  # noqa: PLW0603 -- the process has one
    resource = Resource.create({"service.name": f"{TITLE} {service}", "service.version": VERSION})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    _tracer = trace.get_tracer("app")
    # It checks for the distribution psycopg2, but the wheel is called psycopg2-binary. Values are not traced.
    Psycopg2Instrumentor().instrument(skip_dep_check=True)
    origins["trace"] = _trace_id


def trace_requests(app: Any) -> None:
    """Make a span of each request to a Flask app."""
    from opentelemetry.instrumentation.flask import FlaskInstrumentor

    FlaskInstrumentor().instrument_app(app)


def current_span() -> str | None:
    """Return the current span as a ``traceparent`` header; a job carries it to the worker."""
    if _tracer is None:
        return None
    from opentelemetry import propagate

    headers: dict[str, str] = {}
    propagate.inject(headers)
    return headers.get("traceparent")


def job_span(name: str, enqueued_by: str | None) -> AbstractContextManager[object]:
    """Return a span for a job, linked to the one that enqueued it: the job may run long after that."""
    if _tracer is None:
        return nullcontext()
    from opentelemetry import propagate, trace

    origin = trace.get_current_span(propagate.extract({"traceparent": enqueued_by or ""})).get_span_context()
    links = [trace.Link(origin)] if origin.is_valid else []
    span: AbstractContextManager[object] = _tracer.start_as_current_span(
        f"job {name}", kind=trace.SpanKind.CONSUMER, links=links
    )
    return span


def _trace_id() -> str | None:
    from opentelemetry import trace

    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None
