"""Schemas shared by all lists: the query, the page, the count, and batch deletion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity, QueryInt, UniqueIds

R = TypeVar("R", bound=Resource)

NEWEST = 50  # records on a page of the newest ones


@dataclass(frozen=True, kw_only=True)
class ListQuery:
    """Page and sort order of a list. The query of a list combines it with the list's filters."""

    sort: str
    limit: Annotated[int, Field(ge=1, le=100), QueryInt] = 20
    # The longest cursor contains a title of 300 characters.
    cursor: Annotated[str, Field(min_length=1, max_length=8000)] | None = None

    def filters(self) -> dict[str, Any]:
        """Return the filters that are set."""
        return {
            name: value
            for name, value in vars(self).items()
            if value is not None and name not in ListQuery.__dataclass_fields__
        }


class Items(Resource, Generic[R]):
    """Some records."""

    suffix: ClassVar[str] = "List"

    items: list[R]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Name the list in the OpenAPI document after its records: ``BookPage``."""
        return f"{params[0].__name__}{cls.suffix}"


class Page(Items[R], Generic[R]):
    """Some records, and the cursor of the next page, or null on the last page."""

    suffix = "Page"

    next_cursor: str | None


class NewestPage(Items[R], Generic[R]):
    """The newest records, or those before an ID."""

    suffix = "Page"

    next_before: Annotated[
        Identity | None, Field(description="The ID before which the next page begins; null on the last page.")
    ]


def newest_page(records: Sequence[Any]) -> dict[str, Any]:
    """Return the response with ``NEWEST`` records, or fewer if they are the last ones."""
    return {"items": records, "next_before": records[-1].id if len(records) == NEWEST else None}


class Count(Resource):
    """The number of records that match the filters."""

    count: int


class BatchDelete(Payload):
    """The records to delete, all or none."""

    ids: Annotated[UniqueIds, Field(min_length=1)]


class BatchDeleted(Resource):
    """The number of deleted records, without those that no longer existed."""

    deleted: int
