"""The OpenAPI document: what APIFlask cannot know of this project is added here."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIFlask
from werkzeug.http import HTTP_STATUS_CODES  # the standard library's differ from one Python to the next

from app.controllers.blueprints import StrictAdapter
from app.controllers.errors import DETAILS
from app.controllers.schemas.problem import PROBLEM_TYPE, Problem
from app.controllers.versions import ANY_OR_TAGS, IF_MATCH
from app.fields import MAX_ID

Document = Any

REFERENCE = "#/components/schemas/"

EXAMPLES: Mapping[int, Document] = {
    400: {"detail": "The body is not valid JSON: Expecting value: line 1 column 1 (char 0)."},
    404: {
        "type": "/api/problems/no-such-record",
        "title": "No such record",
        "detail": "There is no record with the id 7.",
    },
    409: {
        "type": "/api/problems/conflict",
        "title": "Conflict",
        "detail": "Another record has the same value.",
    },
    412: {
        "type": "/api/problems/version-mismatch",
        "title": "Version mismatch",
        "detail": "This record was changed after you read it: read it again before you change it.",
    },
    422: {
        "type": "/api/problems/invalid-input",
        "title": "Invalid input",
        "detail": "One field is wrong.",
        "errors": [{"location": "body", "path": "name", "detail": "Field required."}],
    },
}

IF_MATCH_PARAMETER: Document = {
    "name": IF_MATCH,
    "in": "header",
    "description": "The version that is to be changed, as the ETag has it; * for whichever there is.",
    "schema": {"type": "string", "pattern": rf"^({ANY_OR_TAGS})$"},
    "example": '"3"',
}

ETAG_HEADER: Document = {
    "description": "The record's version in double quotes.",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    "required": True,
    "example": '"3"',
}


def created() -> dict[int, Any]:
    """Describe the header of an answer to a POST, for ``doc(responses=…)``."""
    location = {"description": "The new record's address.", "schema": {"type": "string"}, "required": True}
    return {201: {"headers": {"Location": location}}}


def deleted() -> dict[int, Any]:
    """Describe the answer to a DELETE, for ``doc(responses=…)``."""
    return {204: {"description": "Deleted"}}


def problems(*statuses: int) -> dict[int, Any]:
    """Describe problems that cannot be told from the operation's input, for ``doc(responses=…)``."""
    return {status: _problem(status) for status in statuses}


def install(app: APIFlask) -> None:
    """Complete the document of an app."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
    )
    app.spec_callback = complete


def complete(document: Document) -> Document:
    """Add to every operation the problems that follow from its input, and name shared schemas once."""
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
    statuses = {500, 503}
    if in_path:
        statuses.add(404)
    if any(parameter["in"] == "query" for parameter in operation["parameters"]):
        statuses.add(422)
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
        statuses |= {400, 413, 415, 422}
    responses = operation["responses"] | {str(s): _problem(s) for s in statuses}
    operation["responses"] = {status: responses[status] for status in sorted(responses)}
    if "204" in responses:
        responses["204"].pop("content", None)


def _problem(status: int) -> Document:
    phrase = HTTP_STATUS_CODES[status]
    example = {
        "type": "about:blank",
        "title": phrase,
        "status": status,
        "detail": DETAILS.get(status, "A sentence that says why."),
        "instance": "urn:uuid:0b6f1d0e-6c8e-4a53-9c5e-7d5a1f3c2b10",
        "errors": [],
    } | EXAMPLES.get(status, {})
    content = {PROBLEM_TYPE: {"schema": {"$ref": f"{REFERENCE}Problem"}, "example": example}}
    return {"description": phrase, "content": content}
