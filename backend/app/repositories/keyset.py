"""Pages of a sorted list that start where the last one ended: the millionth costs what the first does."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Tuple,
    bindparam,
    literal,
    tuple_,
)
from sqlalchemy.orm import Session

from app.models.base import Base
from app.repositories.reading import Reading, rows_of

M = TypeVar("M", bound=Base)

# The value of the sorted column, as text, and the identity of the last record of a page.
Position = tuple[str, int]

PARSERS: Mapping[type, Callable[[str], object]] = {
    str: str,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some records, and where to go on: None after the last ones."""

    items: Sequence[M]
    following: Position | None


@dataclass(frozen=True)
class PageRequest:
    """Which page: ``sort`` is a field's name, with a minus before it to begin at the end."""

    sort: str
    limit: int
    after: Position | None = None

    @property
    def field(self) -> str:
        """The name of the attribute to sort by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the list begins with the greatest value."""
        return self.sort.startswith("-")


def fetch_page(
    session: Session, reading: Reading[M], conditions: Iterable[ColumnElement[bool]], request: PageRequest
) -> Page[M]:
    """Fetch one page. There must be an index on the sorted column and the id, in this order.

    The column must not be nullable: a row is neither before nor after one with a NULL in it.
    """
    statement = _sorted(reading, request.field, request.descending)
    narrowed = [*conditions, *_beyond(reading, request)]
    if narrowed:  # else it is the very statement that SQLAlchemy knows already
        statement = statement.where(*narrowed)
    rows = rows_of(session, statement, {"limit": request.limit + 1})
    items = [reading.record(row) for row in rows[: request.limit]]
    if len(rows) <= request.limit:
        return Page(items, None)
    # One more than asked for was there: the next page begins with it.
    return Page(items, (str(getattr(items[-1], request.field)), items[-1].id))


@cache
def _sorted(reading: Reading[Any], field: str, descending: bool) -> Select[Any]:  # noqa: FBT001 -- not called by hand
    column, identity = reading.columns[field], reading.columns.id
    key = (column.desc(), identity.desc()) if descending else (column, identity)
    return reading.every.order_by(*key).limit(bindparam("limit", type_=Integer))


def _beyond(reading: Reading[Any], request: PageRequest) -> Iterator[ColumnElement[bool]]:
    if request.after is not None:
        column, identity = reading.columns[request.field], reading.columns.id
        row, edge = tuple_(column, identity), _edge(column, request.after)
        yield row < edge if request.descending else row > edge


def _edge(column: ColumnElement[Any], after: Position) -> Tuple:
    value = PARSERS[column.type.python_type](after[0])
    return tuple_(literal(value, column.type), literal(after[1], BigInteger))
