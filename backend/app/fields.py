"""Field types for schemas and filters, with constraints that appear in the OpenAPI document."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from app.formats import written_as

MAX_ID = 2**63 - 1
MAX_SAFE_INT = 2**53 - 1  # JavaScript rounds larger integers
MAX_IDS = 1000  # in one request
MONEY = r"^[0-9]{1,8}(\.[0-9]{1,2})?$"
DECIMAL = MONEY.replace("^", "^-?")
# JSON strings can contain NUL, PostgreSQL's text cannot.
TEXT = r"^[^\u0000]*$"
# What ends a line, or is a command for a terminal.
CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
LINE = rf"^\s*[^\s{CONTROL}][^{CONTROL}]*\s*$"


def _decimal(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(DECIMAL, value):
        raise PydanticCustomError(
            "decimal", 'Write a number as a string with up to 8 digits and 2 decimals, such as "12.50"'
        )
    # Two decimals and no negative zero, as the database returns it.
    return Decimal(value).quantize(Decimal("0.01")) + 0


def _money(value: object) -> object:
    if isinstance(value, str) and re.match(r"-[0-9]", value):
        raise PydanticCustomError("negative_money", "An amount of money cannot be negative")
    return _decimal(value)


def _unique(identities: list[int]) -> list[int]:
    if len(set(identities)) < len(identities):
        raise PydanticCustomError("duplicates", "Each id may appear only once")
    return identities


def _searchable(text: str) -> str:
    # A trigram index ignores everything else, so PostgreSQL would read every row.
    if text and not any(character.isalnum() for character in text):
        raise PydanticCustomError("search", "Search for at least one letter or digit")
    return text


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("utc_datetime", "This time is outside the years 1 to 9999 in UTC") from None


# For integers in a query: not " 1", "+1", "1_0" and "1.0". It follows the limits, because it would otherwise
# hide them in the document.
QueryInt = written_as(r"-?[0-9]+", "int_parsing", "Write an integer in digits")

Identity = Annotated[int, Field(ge=1, le=MAX_ID, examples=[1]), QueryInt]

UniqueIds = Annotated[
    list[Identity],
    Field(max_length=MAX_IDS, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_unique),
]

SafeInt = Annotated[int, Field(ge=-MAX_SAFE_INT, le=MAX_SAFE_INT, examples=[1]), QueryInt]

Duration = Annotated[
    int, Field(ge=0, le=MAX_SAFE_INT, description="A number of seconds.", examples=[5400]), QueryInt
]

# Not "yes", "on" and "1".
Flag = Annotated[bool, written_as("true|false", "bool_parsing", "Write true or false")]

# For the filter of a field that can be empty.
IsSet = Annotated[Flag, Field(description="true matches records with a value, false those without one.")]

UtcDateTime = Annotated[AwareDatetime, AfterValidator(_utc)]

# For the ends of a range in a query: not the seconds since 1970.
_ISO = written_as(
    r"(?s)[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]).*",
    "date_parsing",
    "Write a date as in ISO 8601, such as 2026-01-31",
)
QueryDate = Annotated[date, _ISO]
QueryDateTime = Annotated[UtcDateTime, _ISO]

Version = Annotated[
    int,
    Field(
        ge=1,
        description="Incremented by every change; the same number as in ETag and If-Match.",
        examples=[1],
    ),
]

LongText = Annotated[str, StringConstraints(pattern=TEXT)]

# Limits of its length are for the text that is stored.
ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=LINE),
    Field(description="Whitespace around it is removed, and does not count."),
]

SafeDecimal = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "string", "pattern": DECIMAL, "examples": ["12.50"]}),
]

Money = Annotated[
    Decimal,
    BeforeValidator(_money),
    WithJsonSchema({"type": "string", "pattern": MONEY, "examples": ["12.50"]}),
]

Search = Annotated[
    LongText,
    AfterValidator(_searchable),
    Field(
        max_length=200,
        description="Contains a letter or digit. Matches anywhere; one or two letters from A to Z match only "
        "at the start of a word.",
        examples=["island"],
    ),
]


@dataclass(frozen=True, kw_only=True)
class StrictQuery:
    """Base class of all queries. Unknown parameters are rejected, because they may be typos."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Filters(StrictQuery):
    """Base class of the filters of resources; None disables one."""

    search: Search | None = None
