"""Keyset pagination: a page starts where the previous one ended, so late pages are as fast as the first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, bindparam, literal, tuple_
from sqlalchemy.orm import Session

from app.models.base import Base

M = TypeVar("M", bound=Base)

# The value of the sort column, as text, and the ID of the last record of a page.
Position = tuple[str, int]

PARSERS: Mapping[type, Callable[[str], object]] = {
    str: str,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
}


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some records, and the position after which the next page starts, or None on the last page."""

    items: Sequence[M]
    next_position: Position | None


@dataclass(frozen=True)
class PageRequest:
    """The requested page. ``sort`` is a field name, with a minus sign for descending order."""

    sort: str
    limit: int
    after: Position | None = None

    @property
    def field(self) -> str:
        """The name of the attribute to sort by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the largest value comes first."""
        return self.sort.startswith("-")


def fetch_page(
    session: Session,
    records: Select[M],
    model: type[M],
    conditions: Iterable[ColumnElement[bool]],
    request: PageRequest,
) -> Page[M]:
    """Fetch one page of ``records``. The sorted column and the id, in this order, must have an index.

    The column must not be nullable: a row neither precedes nor follows one with a NULL in it.
    """
    narrowed = [*conditions]
    if request.after is not None:
        narrowed.append(_follows(model, request, request.after))
    statement = _sorted(records, model, request.field, request.descending)
    if narrowed:  # an unchanged statement is one that SQLAlchemy has compiled already
        statement = statement.where(*narrowed)
    # One more than asked for: it exists if there is a next page.
    rows = session.scalars(statement, {"limit": request.limit + 1}).all()
    items = rows[: request.limit]
    if len(rows) <= request.limit:
        return Page(items, None)
    return Page(items, (str(getattr(items[-1], request.field)), items[-1].id))


@cache
def _sorted(records: Select[M], model: type[M], field: str, descending: bool) -> Select[M]:  # noqa: FBT001 -- not called by hand
    key = (getattr(model, field), model.id)
    order = [column.desc() for column in key] if descending else key
    return records.order_by(*order).limit(bindparam("limit", type_=Integer))


def _follows(model: type[Base], request: PageRequest, after: Position) -> ColumnElement[bool]:
    column: ColumnElement[Any] = getattr(model, request.field)
    value = PARSERS[column.type.python_type](after[0])
    row, edge = tuple_(column, model.id), tuple_(literal(value, column.type), literal(after[1], BigInteger))
    return row < edge if request.descending else row > edge
