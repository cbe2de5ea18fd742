"""What all lists share: the query of a page, the page, the count, and deleting many records at once."""

from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity, QueryInt

MAX_BATCH = 1000

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True, kw_only=True)
class ListQuery:
    """The page of a list, and its order. The query of a list is this and the list's filters."""

    sort: str
    limit: Annotated[int, Field(ge=1, le=100), QueryInt] = 20
    # A sorted title of 300 characters makes the longest.
    cursor: Annotated[str, Field(min_length=1, max_length=8000)] | None = None

    def filters(self) -> dict[str, Any]:
        """Return the filters that are set."""
        return {
            name: value
            for name, value in vars(self).items()
            if value is not None and name not in ListQuery.__dataclass_fields__
        }


class Page(Resource, Generic[R]):
    """Some records, and the cursor of the next page: null on the last."""

    items: list[R]
    next_cursor: str | None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Name the page in the API document after its records."""
        return f"{params[0].__name__}Page"


class Count(Resource):
    """How many records pass the filters."""

    count: int


def _unique(identities: list[int]) -> list[int]:
    if len(set(identities)) < len(identities):
        kind = "duplicates"
        raise PydanticCustomError(kind, "Each id may appear only once")
    return identities


class BatchDelete(Payload):
    """Which records to delete: all of them, or none."""

    ids: Annotated[
        list[Identity],
        Field(min_length=1, max_length=MAX_BATCH, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_unique),
    ]


class BatchDeleted(Resource):
    """How many were deleted. Records that no longer existed are not counted."""

    deleted: int
