"""The limits of texts in requests: those of the document, for the text without the whitespace around it."""

from collections.abc import Iterable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError, create_model

from app import openapi_document
from app.controllers.schemas.base import Payload

MAX_LENGTH = "maxLength"


def all_payloads(kind: type[Payload] = Payload) -> Iterable[type[Payload]]:
    for each in kind.__subclasses__():
        yield each
        yield from all_payloads(each)


def texts() -> list[Any]:
    """Return a model with nothing but the text, and its JSON schema, for each text that has a limit."""
    openapi_document()  # imports all schemas
    models: dict[str, type[BaseModel]] = {
        f"{payload.__name__}.{name}": create_model("Model", text=(field.annotation or str, field))
        for payload in all_payloads()
        for name, field in payload.model_fields.items()
    }
    described = [
        (name, model, model.model_json_schema()["properties"]["text"]) for name, model in models.items()
    ]
    return [pytest.param(*each, id=name) for name, *each in described if MAX_LENGTH in each[1]]


def text_of(schema: dict[str, Any], length: int) -> str:
    """Return a valid text with a number of characters."""
    ends = {"email": ("", "@example.com"), "uri": ("https://", "")}
    start, end = ends.get(schema.get("format", ""), ("", ""))
    return start + "a" * (length - len(start) - len(end)) + end


@pytest.mark.parametrize(("model", "schema"), texts())
def test_the_documented_length_is_that_of_the_text_without_whitespace_around_it(
    model: type[BaseModel], schema: dict[str, Any]
) -> None:
    longest = text_of(schema, schema[MAX_LENGTH])
    # Passwords and long texts keep it; the patterns of others allow it.
    is_stripped = r"\s" in schema["pattern"]

    assert model(text=longest).model_dump() == {"text": longest}
    if is_stripped:
        assert model(text=f" \t{longest}\n").model_dump() == {"text": longest}
    for too_long in (text_of(schema, len(longest) + 1), *([] if is_stripped else [longest + " "])):
        with pytest.raises(ValidationError, match=f"String should have at most {len(longest)} characters"):
            model(text=too_long)
