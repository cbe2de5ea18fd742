"""What the lists of records have in common: pages, counts, and deletions of many records at once."""

from typing import Annotated, Any

from pydantic import MISSING, AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from app.controllers.schemas.fields import Digits, Identity, Paragraphs, Payload

MOST_IDS = 1000

Search = Annotated[
    Paragraphs,
    Field(
        max_length=200,
        description="Found anywhere; one or two letters from A to Z only where a word begins.",
        examples=["island"],
    ),
]


class ListQuery(Payload):
    """Which page of a list, and how it is sorted."""

    sort: str
    limit: Annotated[int, Field(ge=1, le=100), Digits] = 20
    # A sorted title of 300 characters makes the longest.
    cursor: Annotated[str, Field(min_length=1, max_length=8000)] | MISSING = MISSING

    def filters(self) -> dict[str, Any]:
        """Return what narrows the list down and was given."""
        return self.model_dump(exclude={"sort", "limit", "cursor"})


class Count(BaseModel):
    """How many records pass the filters."""

    count: int


def _unique(identities: list[int]) -> list[int]:
    if len(set(identities)) < len(identities):
        kind = "twins"
        raise PydanticCustomError(kind, "Every id may be there once")
    return identities


class BatchDelete(Payload):
    """Which records to delete: all of them, or none."""

    ids: Annotated[
        list[Identity],
        Field(min_length=1, max_length=MOST_IDS, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_unique),
    ]


class BatchDeleted(BaseModel):
    """How many were deleted. Those that were gone already are not counted."""

    deleted: int
