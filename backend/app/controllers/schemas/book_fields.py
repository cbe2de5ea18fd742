"""Types of books' fields: an ISBN with its check digit, and a year."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.controllers.schemas.fields import Digits
from app.services.isbn import WRITTEN, normalize_isbn


def _isbn(text: str) -> str:
    try:
        return normalize_isbn(text)
    except ValueError as error:
        kind = "isbn"
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None


IsbnText = Annotated[
    str,
    AfterValidator(_isbn),
    Field(
        description="ISBN-13; hyphens and spaces are left out when it is stored.",
        examples=["978-0-306-40615-7"],
        json_schema_extra={"format": "isbn-13", "pattern": WRITTEN},
    ),
]
Year = Annotated[int, Field(ge=1000, le=9999, examples=[2015]), Digits]
