"""Input is checked here, before a controller sees it: all of it, strictly, with every fault at once."""

from typing import Any, Literal

from apiflask.schema_adapters import registry
from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request
from pydantic import BaseModel, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from werkzeug.exceptions import BadRequest

from app.controllers.json_body import json_body
from app.controllers.schemas.problem import ProblemError

COMPONENT = "#/components/schemas/{model}"


class RejectedInput(Exception):
    """The input does not fit its model. It lists every fault."""

    def __init__(self, errors: list[ProblemError]) -> None:
        super().__init__(f"{len(errors)} faults")
        self.errors = errors


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out the titles that pydantic derives from the names of fields: they say nothing more."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False


class StrictAdapter(PydanticAdapter):
    """APIFlask's adapter to pydantic, without its leniency."""

    def validate_input(self, request: Request, location: str, **_view_args: Any) -> Any:
        """Return the model that the body or the query makes.

        Raises:
            RejectedInput: some fields are wrong.
            BadRequest: the body is not JSON.
            UnsupportedMediaType: it does not claim to be JSON.
        """
        try:
            if location == "json":
                # Strict as JSON is: "5" is no number, and a date is the text that JSON has for it.
                return self.model_class.model_validate_json(json_body(request), strict=True)
            given = request.args.to_dict(flat=False)
            return self.model_class.model_validate({name: _single(given[name]) for name in given})
        except ValidationError as error:
            raise _rejection("body" if location == "json" else "query", error) from None

    def serialize_output(self, data: Any, many: bool = False) -> BaseModel:  # noqa: ARG002, FBT001, FBT002
        """Return the model that an answer makes; the app's JSON provider writes it."""
        return self.model_class.model_validate(data)

    def get_openapi_schema(self, **_options: Any) -> dict[str, Any]:
        """Return the model's schema, which refers to others by their own names."""
        return self.model_class.model_json_schema(ref_template=COMPONENT, schema_generator=_WithoutTitles)


def _single(values: list[str]) -> str | list[str]:
    # A parameter that is given twice stays a list, which no field accepts.
    return values[0] if len(values) == 1 else values


def _rejection(location: Literal["body", "query"], error: ValidationError) -> Exception:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        return BadRequest(f"The body is not valid JSON: {faults[0]['msg']}.")
    return RejectedInput(
        [
            ProblemError(location=location, path=".".join(map(str, fault["loc"])), detail=f"{fault['msg']}.")
            for fault in faults
        ]
    )


# APIFlask asks this registry, the only one it has, when a controller's decorators run.
registry.register("pydantic", StrictAdapter)
