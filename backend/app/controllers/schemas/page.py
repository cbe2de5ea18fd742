"""What the lists have in common."""

from typing import Annotated, Any

from pydantic import MISSING, BaseModel, Field

from app.controllers.schemas.fields import Digits, Paragraphs, Payload

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
