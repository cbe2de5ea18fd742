"""Every error as a problem (RFC 9457). This is the one place that maps domain errors to HTTP."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Literal, NamedTuple

from apiflask import APIFlask, HTTPError
from flask import Response
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from app import errors
from app.controllers.blueprints import RejectedInput
from app.controllers.middleware import request_id
from app.controllers.schemas.problem import PROBLEM_TYPE, Problem, ProblemError


class Kind(NamedTuple):
    """How a domain error looks from outside, and in which part of a request its faults are."""

    status: HTTPStatus
    title: str
    location: Literal["body", "query", "path"] = "body"


MAX_FAULTS = 20  # in one answer

# The most specific class of an error decides.
KINDS: Mapping[type[Exception], Kind] = {
    errors.NotFound: Kind(HTTPStatus.NOT_FOUND, "No such record", "path"),
    errors.Conflict: Kind(HTTPStatus.CONFLICT, "Conflict"),
    errors.StillInUse: Kind(HTTPStatus.CONFLICT, "Still in use"),
    errors.VersionMismatch: Kind(HTTPStatus.PRECONDITION_FAILED, "Version mismatch", "path"),
    errors.Invalid: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid input"),
    errors.InvalidCursor: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid cursor", "query"),
    errors.Unavailable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Unavailable"),
    errors.TimedOut: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Timed out"),
    errors.StorageFull: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Storage full"),
}

DETAILS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not answer to that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server accepts.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here. The log has it under the request's id.",
}


def install(app: APIFlask) -> None:
    """Make the app answer every error with a problem."""
    for kind in (errors.DomainError, RejectedInput, HTTPException, HTTPError):
        app.register_error_handler(kind, _respond)


def problem(error: Exception, instance: str) -> Problem:
    """Return the problem that stands for an error."""
    if isinstance(error, errors.DomainError):
        kind = next(KINDS[parent] for parent in type(error).__mro__ if parent in KINDS)
        faults = [ProblemError(location=kind.location, path=f.field, detail=f.detail) for f in error.faults]
        return _kind_of_problem(kind, error.detail, instance, faults)
    if isinstance(error, RejectedInput):
        count = len(error.errors)
        detail = "One field is wrong." if count == 1 else f"{count} fields are wrong."
        # A short request must not cause a long answer.
        return _kind_of_problem(KINDS[errors.Invalid], detail, instance, error.errors[:MAX_FAULTS])
    # Werkzeug's and APIFlask's errors have different attributes; any other is a mistake of ours.
    status: int = getattr(error, "code", getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    given = getattr(error, "message", None) or DETAILS.get(status) or getattr(error, "description", None)
    title = HTTP_STATUS_CODES[status]
    # Without a kind of its own, a problem means what its status means.
    return Problem(
        type="about:blank", title=title, status=status, detail=given or title, instance=instance, errors=[]
    )


def _kind_of_problem(kind: Kind, detail: str, instance: str, faults: list[ProblemError]) -> Problem:
    uri = f"/api/problems/{kind.title.lower().replace(' ', '-')}"
    return Problem(
        type=uri, title=kind.title, status=kind.status, detail=detail, instance=instance, errors=faults
    )


def _respond(error: Exception) -> Response:
    body = problem(error, f"urn:uuid:{request_id()}")
    response = Response(body.model_dump_json(), body.status, content_type=PROBLEM_TYPE)
    # Headers such as Allow. Redirections never come here, Flask answers them itself.
    headers = error.get_headers() if isinstance(error, HTTPException) else getattr(error, "headers", {})
    response.headers.extend({name: value for name, value in dict(headers).items() if name != "Content-Type"})
    return response
