"""Kinds of fields that the resources share. What they promise in the document is what they check."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

BIGGEST_ID = 2**63 - 1
BIGGEST_WHOLE = 2**53 - 1
MONEY = r"^[0-9]{1,8}(\.[0-9]{1,2})?$"


class Payload(BaseModel):
    """What a client sends. A field that is not known is refused: it may be a slip of the pen."""

    model_config = ConfigDict(extra="forbid")


class Resource(BaseModel):
    """What a client gets, read from the attributes of a model."""

    model_config = ConfigDict(from_attributes=True)

    @model_validator(mode="before")
    @classmethod
    def _stored(cls, record: object) -> object:
        # From the record's own dict where all is there: to ask SQLAlchemy's descriptors takes twice as long.
        stored = getattr(record, "__dict__", {})
        return stored if cls.__pydantic_fields__.keys() <= stored.keys() else record


def _without_nul(text: str) -> str:
    # JSON can carry it, PostgreSQL's text cannot.
    if "\0" in text:
        kind = "nul_character"
        raise PydanticCustomError(kind, "Text cannot contain a NUL character")
    return text


def _money(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.match(r"-[0-9]", value):
        kind = "negative_money"
        raise PydanticCustomError(kind, "An amount of money cannot be negative")
    if not isinstance(value, str) or not re.fullmatch(MONEY, value):
        kind = "money"
        raise PydanticCustomError(
            kind, 'Write an amount as text, with up to 8 digits and 2 decimals: "12.50"'
        )
    # Two places, as the database will give it back.
    return Decimal(value).quantize(Decimal("0.01"))


def _digits(value: object) -> object:
    # Pydantic reads more than a number into the text of a query: " 1", "+1", "1_0" and "1.0" too.
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value):
        kind = "int_parsing"
        raise PydanticCustomError(kind, "Write an integer with digits only")
    return value


# For every integer that can be in a query, after its limits: before them it would hide them in the document.
Digits = BeforeValidator(_digits)


def _flag(value: object) -> object:
    # Pydantic reads "yes", "on" and "1" too.
    if isinstance(value, str) and value not in {"true", "false"}:
        kind = "bool_parsing"
        raise PydanticCustomError(kind, "Write true or false")
    return value


def _moment(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        kind = "moment"
        raise PydanticCustomError(kind, "This moment is not within the years 1 to 9999 in UTC") from None


Identity = Annotated[int, Field(ge=1, le=BIGGEST_ID, examples=[1]), Digits]

# Up to what JavaScript reads without rounding.
Whole = Annotated[int, Field(ge=-BIGGEST_WHOLE, le=BIGGEST_WHOLE, examples=[1]), Digits]

Flag = Annotated[bool, BeforeValidator(_flag)]

Moment = Annotated[AwareDatetime, AfterValidator(_moment)]

Version = Annotated[
    int, Field(ge=1, description="Counts the changes. ETag and If-Match have the same.", examples=[1])
]

Paragraphs = Annotated[
    str, AfterValidator(_without_nul), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})
]

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_without_nul),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*\S[^\u0000]*$"}),
]

Money = Annotated[
    Decimal,
    BeforeValidator(_money),
    WithJsonSchema({"type": "string", "pattern": MONEY, "examples": ["12.50"]}),
]
