"""Many records at once."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from app.controllers.schemas.fields import Identity, Payload

MOST_IDS = 1000


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
