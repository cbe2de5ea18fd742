"""The type of a book's ISBN."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.services.isbn import ISBN_PATTERN, normalize_isbn


def _isbn(text: str) -> str:
    try:
        return normalize_isbn(text)
    except ValueError as error:
        raise PydanticCustomError("isbn", "{reason}", {"reason": str(error)}) from None


Isbn = Annotated[
    str,
    AfterValidator(_isbn),
    Field(
        description="ISBN-13; hyphens and spaces are removed before it is stored.",
        examples=["978-0-306-40615-7"],
        json_schema_extra={"format": "isbn-13", "pattern": ISBN_PATTERN},
    ),
]
