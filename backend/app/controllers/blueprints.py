"""Blueprints: they validate input strictly before a view sees it, and report all errors at once."""

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Literal, TypeVar, cast

from apiflask import APIBlueprint
from apiflask.schema_adapters import registry
from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request, Response, request
from pydantic import RootModel, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest

from app.controllers.access import Access
from app.controllers.json_body import json_body
from app.controllers.schemas.base import Payload, Resource, plain
from app.controllers.schemas.problem import ProblemError
from app.fields import LINE, TEXT

D = TypeVar("D", bound=Callable[..., Any])

MAX_PARAMETERS = 50
# The URL of a new record. ``path`` is that of the request.
RECORD_LOCATION = "{path}/{record.id}"

COMPONENT = "#/components/schemas/{model}"
# What to say instead of a message of Pydantic.
MESSAGES = {
    # It reports an unknown field of a dataclass differently from one of a model.
    "Unexpected keyword argument": "Extra inputs are not permitted",
    f"String should match pattern '{LINE}'": "Write one line of text, without control characters",
    f"String should match pattern '{TEXT}'": "Text cannot contain a NUL character",
}


class RejectedInput(Exception):
    """The input does not match its schema. ``errors`` lists every problem."""

    def __init__(self, errors: list[ProblemError]) -> None:
        super().__init__(f"{len(errors)} invalid fields")
        self.errors = errors


class _Schema(GenerateJsonSchema):
    """A JSON schema without redundant parts: titles derived from names, and defaults in responses."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> Any:
        written = super().default_schema(schema)
        if self.mode == "serialization" or written.get("default", ...) is None:
            written.pop("default", None)
        return written


class _QuerySchema(_Schema):
    """The JSON schema of a query, which has no null: an optional parameter is omitted instead."""

    def nullable_schema(self, schema: Any) -> Any:
        return self.generate_inner(schema["schema"])


class StrictAdapter(PydanticAdapter):
    """APIFlask's adapter to pydantic, without its leniency."""

    def validate_input(self, request: Request, location: str, **_view_args: Any) -> Any:
        """Return the body or the query as its schema.

        Raises:
            RejectedInput: some fields are wrong.
            BadRequest: the body is not JSON.
            UnsupportedMediaType: its Content-Type is not JSON.
        """
        try:
            if location == "json":
                # Strict: "5" is not accepted as a number. Dates are strings, as JSON has no dates.
                return self.model_class.model_validate_json(json_body(request), strict=True)
            _limit(request.query_string)
            given = request.args.to_dict(flat=False)
            query: Any = self.model_class.model_validate({name: _single(given[name]) for name in given})
        except ValidationError as error:
            raise _rejection("body" if location == "json" else "query", error) from None
        return query.root

    def get_openapi_schema(self, **_options: Any) -> dict[str, Any]:
        """Return the JSON schema, which refers to others by their own names."""
        model = self.model_class
        if issubclass(model, RootModel):
            query: Any = model.model_fields["root"].annotation
            return TypeAdapter(query).json_schema(ref_template=COMPONENT, schema_generator=_QuerySchema)
        return model.model_json_schema(
            ref_template=COMPONENT,
            schema_generator=_Schema,
            mode="validation" if issubclass(model, Payload) else "serialization",
        )


# APIFlask has one registry for all apps and reads it when the decorators of a blueprint run.
registry.register("pydantic", StrictAdapter)


class _Json(Response):
    """A response with complete headers, so that Werkzeug need not check and copy them."""

    default_mimetype = "application/json"

    def get_wsgi_headers(self, environ: Any) -> Headers:  # noqa: ARG002
        return self.headers


class Blueprint(APIBlueprint):
    """APIFlask's blueprint, extended by queries as dataclasses and responses read from records."""

    # region accounts
    def __init__(
        self, *args: Any, access: Access, read_access: Access, takes_tokens: bool, **options: Any
    ) -> None:
        """Set who may use its routes, and those that only read; the rest is APIFlask's.

        Programs, which have an API token instead of a session, never use those of administrators.
        """
        super().__init__(*args, **options)
        self.access, self.read_access = access, read_access
        self.takes_tokens = takes_tokens and access is not Access.ADMIN

    # endregion

    def input(self, schema: Any, **options: Any) -> Callable[[D], D]:  # type: ignore[override]
        """Pass the validated body as ``body``, or the query as ``query`` if the schema is a dataclass."""
        if is_dataclass(schema):  # APIFlask only supports models
            schema, options = RootModel[schema], {"location": "query", "arg_name": "query", **options}
        decorator: Callable[[D], D] = super().input(schema, **{"arg_name": "body", **options})
        return decorator

    def output(  # type: ignore[override]
        self,
        schema: type[Resource],
        status_code: int = 200,
        *,
        location: str | None = RECORD_LOCATION,
        **options: Any,
    ) -> Callable[[D], D]:
        """Return the view's record as JSON, with its version as ETag and, if it is new, a Location.

        A new record that has no URL of its own is described by ``location=None``.
        """
        describe = super().output(schema, status_code, **options)
        has_version = "version" in schema.model_fields
        own_path = location if status_code == HTTPStatus.CREATED else None

        def decorator(view: D) -> D:
            @wraps(describe(view))
            def respond(*args: Any, **kwargs: Any) -> Response:
                record = view(*args, **kwargs)
                response = _Json(to_json(plain(schema, record)), status_code)
                if has_version:
                    response.headers["ETag"] = f'"{record.version}"'
                if own_path is not None:
                    path = request.script_root + request.path
                    response.headers["Location"] = own_path.format(path=path, record=record)
                return response

            respond.has_location = own_path is not None  # type: ignore[attr-defined] # functions can have attributes
            return cast("D", respond)

        return decorator


development_blueprints = set[Blueprint]()


def make_blueprint(
    name: str,
    address: str | None = None,
    # region accounts
    *,
    access: Access = Access.SIGNED_IN,
    read_access: Access | None = None,
    takes_tokens: bool = True,
    # endregion
) -> Blueprint:
    """Make the blueprint of a resource: ``own_notes`` is served at ``/api/own-notes`` by default."""
    tag = name.replace("_", " ").capitalize()
    return Blueprint(
        name,
        __name__,
        url_prefix=address or f"/api/{name.replace('_', '-')}",
        tag=tag,
        # region accounts
        access=access,
        read_access=read_access or access,
        takes_tokens=takes_tokens,
        # endregion
    )


def make_development_blueprint(name: str, address: str | None = None) -> Blueprint:
    """Make a blueprint whose routes exist in development only: ``mails`` is served at ``/api/dev/mails``."""
    blueprint = make_blueprint(
        name,
        address or f"/api/dev/{name}",
        # region accounts
        access=Access.PUBLIC,
        takes_tokens=False,
        # endregion
    )
    development_blueprints.add(blueprint)
    return blueprint


def _limit(query: bytes) -> None:
    if query.count(b"&") >= MAX_PARAMETERS:
        detail = f"The query has more than {MAX_PARAMETERS} parameters."
        raise RejectedInput([ProblemError(location="query", path="", detail=detail)])


def _single(values: list[str]) -> str | list[str]:
    # A repeated parameter stays a list, which no field accepts.
    return values[0] if len(values) == 1 else values


def _rejection(location: Literal["body", "query"], error: ValidationError) -> Exception:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        return BadRequest(f"The body is not valid JSON: {faults[0]['msg']}.")
    return RejectedInput(
        [
            ProblemError(
                location=location,
                path=".".join(map(str, fault["loc"])),
                detail=f"{MESSAGES.get(fault['msg'], fault['msg']).removesuffix('.')}.",
            )
            for fault in faults
        ]
    )
