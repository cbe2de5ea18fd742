"""Every error as a problem (RFC 9457). The one table between the domain's errors and HTTP is here."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Literal, NamedTuple

from apiflask import APIFlask, HTTPError
from flask import Response
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from app import errors
from app.controllers.blueprints import RejectedInput
from app.controllers.request_log import request_id
from app.controllers.schemas.problem import PROBLEM_TYPE, Problem, ProblemError


class Kind(NamedTuple):
    """How a domain error looks from outside, and in which part of a request its faults are."""

    status: HTTPStatus
    title: str
    location: Literal["body", "query", "path"]

    @property
    def uri(self) -> str:
        """What a program recognizes the kind of problem by."""
        return f"/api/problems/{self.title.lower().replace(' ', '-')}"


INVALID = Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid input", "body")

# The most special class that an error belongs to decides.
KINDS: Mapping[type[Exception], Kind] = {
    errors.NotFound: Kind(HTTPStatus.NOT_FOUND, "No such record", "path"),
    errors.Conflict: Kind(HTTPStatus.CONFLICT, "Conflict", "body"),
    errors.StillInUse: Kind(HTTPStatus.CONFLICT, "Still in use", "body"),
    errors.VersionMismatch: Kind(HTTPStatus.PRECONDITION_FAILED, "Version mismatch", "path"),
    errors.Invalid: INVALID,
    errors.InvalidCursor: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid cursor", "query"),
    errors.Unavailable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Unavailable", "body"),
}

DETAILS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not answer to that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server accepts.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here. The log has it under the request's id.",
}


def install(app: APIFlask) -> None:
    """Make the app answer every error with a problem."""
    app.register_error_handler(errors.DomainError, _domain_problem)
    app.register_error_handler(RejectedInput, _rejection_problem)
    app.register_error_handler(HTTPException, _http_problem)
    # APIFlask's own, which is no HTTPException.
    app.register_error_handler(HTTPError, _apiflask_problem)


def _domain_problem(error: errors.DomainError) -> Response:
    kind = next(KINDS[parent] for parent in type(error).__mro__ if parent in KINDS)
    faults = [ProblemError(location=kind.location, path=f.field, detail=f.detail) for f in error.faults]
    return _problem(kind.status, error.detail, kind=kind.uri, title=kind.title, errors=faults)


def _rejection_problem(error: RejectedInput) -> Response:
    count = len(error.errors)
    detail = "One field is wrong." if count == 1 else f"{count} fields are wrong."
    return _problem(INVALID.status, detail, kind=INVALID.uri, title=INVALID.title, errors=error.errors)


def _http_problem(error: HTTPException) -> Response:
    # Redirections never come here, Flask answers them itself.
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return _problem(status, DETAILS.get(status) or error.description or error.name, headers=headers)


def _apiflask_problem(error: HTTPError) -> Response:
    status = HTTPStatus(error.status_code)
    return _problem(status, error.message or "No reason was given.", headers=Headers(error.headers))


def _problem(  # noqa: PLR0913 -- these are the members that the RFC names
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
