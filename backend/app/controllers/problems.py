"""Problems as responses: RFC 9457, application/problem+json."""

from collections.abc import Iterable, Sequence

from flask import Response
from werkzeug.http import HTTP_STATUS_CODES

from app.controllers.request_log import request_id
from app.controllers.schemas.problem import PROBLEM_TYPE, Problem, ProblemError


def problem(  # noqa: PLR0913 -- these are the members that the RFC names
    status: int,
    detail: str,
    *,
    kind: str = "about:blank",
    title: str | None = None,
    errors: Sequence[ProblemError] = (),
    headers: Iterable[tuple[str, str]] = (),
) -> Response:
    """Return a response that says what is wrong.

    Without a kind of its own a problem means what its HTTP status means, and has the status's name.
    """
    body = Problem(
        type=kind,
        title=title or HTTP_STATUS_CODES[status],
        status=status,
        detail=detail,
        instance=f"urn:uuid:{request_id()}",
        errors=list(errors),
    )
    response = Response(body.model_dump_json(), status=status, content_type=PROBLEM_TYPE)
    response.headers.extend(headers)
    return response
