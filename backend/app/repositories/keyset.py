"""Pages of a sorted list that start where the last one ended: the millionth costs what the first does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Select, Tuple, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.base import Base

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


def fetch_page(session: Session, statement: Select[M], model: type[M], request: PageRequest) -> Page[M]:
    """Fetch one page. There must be an index on the sorted column and the id, in this order.

    The column must not be nullable: a row is neither before nor after one with a NULL in it.
    """
    column: InstrumentedAttribute[Any] = getattr(model, request.field)
    key = (column.desc(), model.id.desc()) if request.descending else (column, model.id)
    statement = statement.order_by(*key).limit(request.limit + 1)
    if request.after is not None:
        row, edge = tuple_(column, model.id), _edge(column, request.after)
        statement = statement.where(row < edge if request.descending else row > edge)
    items = session.scalars(statement).all()
    if len(items) <= request.limit:
        return Page(items, None)
    # One more than asked for was there: the next page begins with it.
    items = items[: request.limit]
    return Page(items, (str(getattr(items[-1], request.field)), items[-1].id))


def _edge(column: InstrumentedAttribute[Any], after: Position) -> Tuple:
    value = PARSERS[column.type.python_type](after[0])
    return tuple_(literal(value, column.type), literal(after[1], BigInteger))
