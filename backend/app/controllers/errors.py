"""Error responses as problem details (RFC 9457): the only place that maps domain errors to HTTP."""

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

MAX_FAULTS = 20  # listed in a response


class Kind(NamedTuple):
    """The HTTP status and title of a domain error, and the part of the request that its faults refer to."""

    status: HTTPStatus
    title: str
    location: Literal["body", "query", "path"] = "body"


# For an error, its most specific class applies.
KINDS: Mapping[type[Exception], Kind] = {
    errors.NotFound: Kind(HTTPStatus.NOT_FOUND, "No such record", "path"),
    errors.Conflict: Kind(HTTPStatus.CONFLICT, "Conflict"),
    errors.StillInUse: Kind(HTTPStatus.CONFLICT, "Still in use"),
    # region accounts
    errors.SignInRequired: Kind(HTTPStatus.UNAUTHORIZED, "Sign-in required"),
    errors.InvalidToken: Kind(HTTPStatus.UNAUTHORIZED, "Invalid token"),
    errors.InsufficientScope: Kind(HTTPStatus.FORBIDDEN, "Insufficient scope"),
    errors.NotAllowed: Kind(HTTPStatus.FORBIDDEN, "Not allowed"),
    errors.ConfirmationRequired: Kind(HTTPStatus.FORBIDDEN, "Confirmation required"),
    # region teams
    errors.TeamRequired: Kind(HTTPStatus.NOT_FOUND, "Team required", "path"),
    errors.TeamNotFound: Kind(HTTPStatus.NOT_FOUND, "Team not found", "path"),
    # endregion
    errors.SignInExpired: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Sign-in expired"),
    errors.TooManyAttempts: Kind(HTTPStatus.TOO_MANY_REQUESTS, "Too many attempts"),
    # endregion
    errors.VersionMismatch: Kind(HTTPStatus.PRECONDITION_FAILED, "Version mismatch", "path"),
    errors.Invalid: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid input"),
    errors.InvalidCursor: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid cursor", "query"),
    errors.Unavailable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Unavailable"),
    errors.SchemaMismatch: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Schema mismatch"),
    errors.TimedOut: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Timed out"),
    errors.StorageFull: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Storage full"),
}

# region accounts
# What a program that is refused needs: RFC 6750.
CHALLENGES: Mapping[type[Exception], str] = {
    errors.SignInRequired: "Bearer",
    errors.InvalidToken: 'Bearer error="invalid_token"',
    errors.InsufficientScope: 'Bearer error="insufficient_scope"',
}
# endregion

DETAILS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this URL.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This URL does not support that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server accepts.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something failed on our side. The log has the details under this ID.",
}


def install(app: APIFlask) -> None:
    """Make the app return every error as a problem."""
    for kind in (errors.DomainError, RejectedInput, HTTPException, HTTPError):
        app.register_error_handler(kind, _respond)


def problem(error: Exception, instance: str) -> Problem:
    """Return the problem that describes an error."""
    if isinstance(error, errors.DomainError):
        kind = next(KINDS[parent] for parent in type(error).__mro__ if parent in KINDS)
        faults = [ProblemError(location=kind.location, path=f.field, detail=f.detail) for f in error.faults]
        return _kind_of_problem(kind, error.detail, instance, faults)
    if isinstance(error, RejectedInput):
        count = len(error.errors)
        detail = "One field is wrong." if count == 1 else f"{count} fields are wrong."
        # A short request must not cause a long response.
        return _kind_of_problem(KINDS[errors.Invalid], detail, instance, error.errors[:MAX_FAULTS])
    # Werkzeug's and APIFlask's errors have different attributes; any other error is a bug.
    status: int = getattr(error, "code", getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    given = getattr(error, "message", None) or DETAILS.get(status) or getattr(error, "description", None)
    title = HTTP_STATUS_CODES[status]
    # "about:blank" means that the status says all there is to say.
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
    # region accounts
    if isinstance(error, errors.TooManyAttempts):
        response.headers["Retry-After"] = str(error.seconds)
    if challenge := CHALLENGES.get(type(error)):
        response.headers["WWW-Authenticate"] = challenge
    # endregion
    # Headers such as Allow. Flask handles redirects itself.
    headers = error.get_headers() if isinstance(error, HTTPException) else getattr(error, "headers", {})
    response.headers.extend({name: value for name, value in dict(headers).items() if name != "Content-Type"})
    return response
