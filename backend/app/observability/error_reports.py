"""Error reports, sent to SENTRY_DSN. Without one, Sentry is not even imported."""

# ruff: noqa: PLC0415 -- see above

from typing import Any

from app.config import VERSION
from app.observability.logs import origins, without_values


def start_error_reports(dsn: str, environment: str) -> None:
    """Report errors without personal data: no bodies, no local variables, no values of rows."""
    import sentry_sdk

    sentry_sdk.init(
        dsn,
        environment=environment,
        release=VERSION,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=_prepare,
    )


def _prepare(event: Any, _hint: object) -> Any:
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = without_values(error.get("value") or "")
    message = event.get("logentry", {})
    message.pop("params", None)
    crumbs = event.get("breadcrumbs", {}).get("values", ())
    for crumb in crumbs:
        crumb.pop("data", None)
    for part in (message, *crumbs):
        for text in {"message", "formatted"} & part.keys():
            part[text] = without_values(part[text] or "")
    request = event.get("request", {})
    for private in ("query_string", "cookies", "headers"):
        request.pop(private, None)
    event.setdefault("tags", {}).update({name: find() for name, find in origins.items()})
    return event
