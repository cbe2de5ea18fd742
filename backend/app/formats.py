"""Field types with a format of their own, which the OpenAPI document describes by a pattern."""

import json
import re
from datetime import time
from typing import Annotated, Any, LiteralString
from unicodedata import category
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# Without the ? of =?, which begins an encoded word in a header (RFC 2047).
ATOM = r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+"
LOCAL_PART = rf"{ATOM}(?:\.{ATOM})*"
# Those of RFC 5322 that mail can be sent to, if the domain has at least two parts.
EMAIL = rf"{LOCAL_PART}@(?:{LABEL}\.)+{LABEL}"
# Other characters are percent-encoded, which browsers do, so that every link fits into an index.
URL = r"https?://[A-Za-z0-9\[][!-~]*"
UUIDS = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
# region teams
MIN_SLUG, MAX_SLUG = 2, 40  # characters
SLUG = rf"[a-z0-9-]{{{MIN_SLUG},{MAX_SLUG}}}"
# endregion
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"

UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # categories of Unicode
MAX_JSON = 20_000  # characters
MAX_EMAIL = 254  # characters (RFC 5321, 4.5.3.1.3)
MAX_NAME = 200  # characters of the name of a person


def is_email(text: str) -> bool:
    """Return whether a text is an address that mail can be sent to."""
    return len(text) <= MAX_EMAIL and re.fullmatch(EMAIL, text) is not None


def ascii_email(text: str) -> str:
    """Return an address with its domain in ASCII, as mail programs send it, if there is such a domain."""
    local, _, domain = text.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return text


def one_line(text: str) -> str:
    """Return a text without line breaks and other control characters, and each whitespace as one space."""
    return " ".join("".join(" " if category(c) in UNPRINTABLE else c for c in text).split())


def written_as(pattern: str, kind: LiteralString, message: LiteralString) -> BeforeValidator:
    """Return a validator that refuses other text than a pattern matches: pydantic would accept more."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise PydanticCustomError(kind, message)
        return value

    return BeforeValidator(check)


def _email(text: str) -> str:
    local, _, domain = text.rpartition("@")
    email = f"{local}@{domain.lower()}"
    if not is_email(email):
        raise PydanticCustomError("email", "Write an email address such as ada@example.com")
    return email


def _url(text: str) -> str:
    if not re.fullmatch(URL, text):
        raise PydanticCustomError("url", "Write a link that starts with https:// or http://")
    return text


def _time(value: object) -> object:
    # Pydantic would also accept a time zone, and the seconds since midnight.
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(TIME, value):
        raise PydanticCustomError(
            "time_parsing", "Write a time without a time zone, such as 09:30 or 09:30:00"
        )
    return time.fromisoformat(value)


def _json(value: dict[str, Any]) -> dict[str, Any]:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise PydanticCustomError("json_number", "A number is too large") from None
    if len(text) > MAX_JSON:
        raise PydanticCustomError("json_size", "The object is longer than 20,000 characters")
    # JSON strings can contain NUL, PostgreSQL's jsonb cannot. An even number of backslashes is not an escape.
    if re.search(r"(?<!\\)(?:\\\\)*\\u0000", text):
        raise PydanticCustomError("nul_character", "Text cannot contain a NUL character")
    return value


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_EMAIL),
    AfterValidator(_email),
    Field(
        description="Whitespace around it is removed, and the domain is stored in lower case.",
        examples=["ada@example.com"],
        json_schema_extra={"format": "email", "pattern": rf"^\s*{EMAIL}\s*$"},
    ),
]

Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_url),
    Field(
        description="Whitespace around it is removed, and does not count.",
        examples=["https://example.com"],
        json_schema_extra={"format": "uri", "pattern": rf"^\s*{URL}\s*$"},
    ),
]

# Not in braces, without hyphens, or as a URN.
Uuid = Annotated[
    UUID,
    written_as(UUIDS, "uuid_parsing", "Write a UUID of 32 hexadecimal digits with hyphens"),
    Field(examples=["b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35"]),
]

LocalTime = Annotated[
    time,
    BeforeValidator(_time),
    WithJsonSchema(
        {"type": "string", "format": "time-local", "pattern": f"^{TIME}$", "examples": ["09:30:00"]}
    ),
]

JsonObject = Annotated[
    dict[str, Any],
    AfterValidator(_json),
    Field(description="A JSON object of up to 20,000 characters.", examples=[{"color": "red"}]),
]
