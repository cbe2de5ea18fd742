"""The OpenAPI document: adds what APIFlask cannot derive from the views."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from apiflask import APIFlask
from werkzeug.exceptions import BadRequest, default_exceptions
from werkzeug.http import HTTP_STATUS_CODES  # the standard library's differ from one Python to the next

from app import errors
from app.controllers.access import Access
from app.controllers.authentication import access_of, takes_token
from app.controllers.blueprints import RejectedInput, StrictAdapter
from app.controllers.cookies import LOCAL_PREFIX
from app.controllers.errors import problem
from app.controllers.schemas.problem import PROBLEM_TYPE, Problem, ProblemError
from app.controllers.versions import ANY_OR_TAGS, IF_MATCH
from app.fields import MAX_ID

Document = Any

REFERENCE = "#/components/schemas/"

WRONG_NAME = ProblemError(location="body", path="name", detail="Field required.")
EXAMPLES: Mapping[int, Exception] = {
    400: BadRequest("The body is not valid JSON: Expecting value: line 1 column 1 (char 0)."),
    404: errors.NotFound("record", 7),
    409: errors.Conflict("Another record has the same value."),
    412: errors.VersionMismatch(),
    # region accounts
    401: errors.SignInRequired(),
    403: errors.NotAllowed(),
    429: errors.TooManyAttempts(60),
    # endregion
    422: RejectedInput([WRONG_NAME]),
}
INSTANCE = "urn:uuid:0b6f1d0e-6c8e-4a53-9c5e-7d5a1f3c2b10"

# region accounts
SESSION, TOKEN = "session", "token"
# endregion

IF_MATCH_PARAMETER: Document = {
    "name": IF_MATCH,
    "in": "header",
    "description": "The version to change, as in the ETag; * for any version.",
    "schema": {"type": "string", "pattern": rf"^({ANY_OR_TAGS})$"},
    "example": '"3"',
}

LOCATION_HEADER: Document = {
    "description": "The URL of the new record.", "schema": {"type": "string"}, "required": True,
}  # fmt: skip

ETAG_HEADER: Document = {
    "description": "The record's version in double quotes.",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    "required": True,
    "example": '"3"',
}


def problems(*statuses: int) -> dict[int, Any]:
    """Describe problems that do not follow from the operation's input, for ``doc(responses=…)``."""
    return {status: _problem(status) for status in statuses}


def install(app: APIFlask) -> None:
    """Complete the document of an app with registered views. ``list_books`` becomes ``listBooks``."""
    for endpoint, view in app.view_functions.items():
        first, *others = endpoint.rpartition(".")[2].split("_")
        name = "".join([first, *map(str.capitalize, others)])
        described = vars(view).setdefault("_spec", {})
        responses = described.setdefault("responses", {})
        described["operation_id"] = described.get("operation_id") or name
        if getattr(view, "has_location", False):
            responses[201] = {"headers": {"Location": LOCATION_HEADER}}
        elif "response" not in described and HTTPStatus.OK not in responses:
            responses[204] = {"description": "Done"}  # such a view returns nothing
        # region accounts
        _describe_access(app, endpoint, described)
        # endregion
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
    )
    # region accounts
    app.config["SECURITY_SCHEMES"] = {
        SESSION: {
            "type": "apiKey", "in": "cookie", "name": f"{LOCAL_PREFIX}session",
            "description": "With https, it is called __Host-session.",
        },
        TOKEN: {"type": "http", "scheme": "bearer", "description": "An API token of the settings."},
    }  # fmt: skip
    # endregion
    app.spec_callback = complete


# region accounts
def _describe_access(app: APIFlask, endpoint: str, described: Document) -> None:
    """Require a session in the document where the route requires it."""
    methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}
    method = "GET" if "GET" in methods else "POST"
    access = access_of(app, endpoint, method)
    # region teams
    if access is Access.MEMBER:
        described["responses"] = {**problems(404), **described["responses"]}
    # endregion
    if access is not Access.PUBLIC:
        described["security"] = [{SESSION: []}, *([{TOKEN: []}] if takes_token(app, endpoint) else [])]


# endregion
def complete(document: Document) -> Document:
    """Add to every operation the problems that follow from its input, and list shared schemas once."""
    schemas: Document = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _describe_identities(operation["parameters"])
            _describe_versions(operation, schemas)
            _add_problems(operation, in_path="{" in path)
    schemas["Problem"] = StrictAdapter(Problem).get_openapi_schema()
    schemas.update(schemas["Problem"].pop("$defs"))
    # APIFlask names a model inside another "Outer.Inner".
    document["components"]["schemas"] = {name.rpartition(".")[2]: schemas[name] for name in sorted(schemas)}
    return document


def _describe_identities(parameters: list[Document]) -> None:
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["required"] = True
            parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": MAX_ID}


def _describe_versions(operation: Document, schemas: Document) -> None:
    responses = operation["responses"]
    if "412" in responses:
        operation["parameters"].append(IF_MATCH_PARAMETER | {"required": "428" in responses})
        responses["400"] = _problem(400)
    for response in responses.values():
        content = response.get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").removeprefix(REFERENCE)
        if "version" in schemas.get(name, {}).get("properties", {}):
            response.setdefault("headers", {})["ETag"] = ETAG_HEADER


def _add_problems(operation: Document, *, in_path: bool) -> None:
    statuses = {414, 500, 503}
    if in_path:
        statuses.add(404)
    if any(parameter["in"] == "query" for parameter in operation["parameters"]):
        statuses.add(422)
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
        statuses |= {400, 408, 411, 413, 415, 422}
    # region accounts
    if operation.get("security"):
        statuses |= {401, 403}
    # endregion
    responses = operation["responses"] | {str(s): _problem(s) for s in statuses}
    operation["responses"] = {status: responses[status] for status in sorted(responses)}


def _problem(status: int) -> Document:
    error = EXAMPLES.get(status) or default_exceptions[status]("A sentence with the reason.")
    schema = {"$ref": f"{REFERENCE}Problem"}
    example = problem(error, INSTANCE).model_dump()
    content = {PROBLEM_TYPE: {"schema": schema, "example": example}}
    return {"description": HTTP_STATUS_CODES[status], "content": content}
