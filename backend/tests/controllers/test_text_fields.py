"""The limits of texts in requests: those of the document, for the text without the whitespace around it."""

from collections.abc import Iterable
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app import openapi_document
from app.controllers.schemas.base import Payload

MAX_LENGTH = "maxLength"


def all_payloads(kind: type[Payload] = Payload) -> Iterable[type[Payload]]:
    for each in kind.__subclasses__():
        yield each
        yield from all_payloads(each)


def text_fields() -> list[Any]:
    """Return the type, the JSON schema and a name of each text in a request that has a limit."""
    openapi_document()  # imports all schemas
    adapters = {
        f"{payload.__name__}.{name}": TypeAdapter(Annotated[field.annotation, field])
        for payload in all_payloads()
        for name, field in payload.model_fields.items()
    }
    fields = [(adapter, adapter.json_schema(), name) for name, adapter in adapters.items()]
    return [pytest.param(*field[:2], id=field[2]) for field in fields if MAX_LENGTH in field[1]]


def text_of(schema: dict[str, Any], length: int) -> str:
    """Return a valid text with a number of characters."""
    ends = {"email": ("", "@example.com"), "uri": ("https://", "")}
    start, end = ends.get(schema.get("format", ""), ("", ""))
    return start + "a" * (length - len(start) - len(end)) + end


@pytest.mark.parametrize(("adapter", "schema"), text_fields())
def test_the_documented_length_is_that_of_the_text_without_whitespace_around_it(
    adapter: TypeAdapter[Any], schema: dict[str, Any]
) -> None:
    longest = text_of(schema, schema[MAX_LENGTH])
    # Passwords and long texts keep it; the patterns of others allow it.
    is_stripped = r"\s" in schema["pattern"]

    assert adapter.validate_python(longest) == longest
    if is_stripped:
        assert adapter.validate_python(f" \t{longest}\n") == longest
    for too_long in (text_of(schema, len(longest) + 1), *([] if is_stripped else [longest + " "])):
        with pytest.raises(ValidationError, match=f"String should have at most {len(longest)} characters"):
            adapter.validate_python(too_long)
