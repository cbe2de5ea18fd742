"""Counts over all records. Each reads only an index, so that it is fast for a million rows too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.queries import Queries

MAX_YEARS = 200


@dataclass(frozen=True)
class AuthorCount:
    """An author and the number of their books: only the columns that the response needs, not an entity."""

    id: int
    name: str
    books: int


class StatisticsRepository(Queries):
    """Counts of all records."""

    def authors(self) -> int:
        """Return the number of authors."""
        return self._session.scalars(select(func.count()).select_from(Author)).one()

    def books_by_status(self) -> Mapping[BookStatus, int]:
        """Return the number of books of each status that occurs."""
        return dict(self._session.execute(_counts(Book.status)).all())

    def books_by_year(self) -> Mapping[int, int]:
        """Return the number of books published in each year, from the first to the last with a book.

        Years without a book are left out if there are more than ``MAX_YEARS`` in all.
        """
        first, last = (
            select(extract("year", edge(Book.published_on)).cast(Integer)).scalar_subquery()
            for edge in (func.min, func.max)
        )
        year = func.generate_series(first, last).column_valued("year")
        days = func.make_date(year, 1, 1), func.make_date(year, 12, 31)
        count = select(func.count()).where(Book.published_on.between(*days)).scalar_subquery()
        years = dict(self._session.execute(select(year, count).order_by(year)).all())
        return years if len(years) <= MAX_YEARS else {year: books for year, books in years.items() if books}

    def authors_with_most_books(self, limit: int) -> Sequence[AuthorCount]:
        """Return the authors with the most books; on a tie, the older one first."""
        every = _counts(Book.author_id).subquery()
        most = select(every).order_by(every.c.count.desc(), every.c.value).limit(limit).subquery()
        # The names are read for these few only.
        statement = select(Author.id, Author.name, most.c.count).join(most, most.c.value == Author.id)
        rows = self._session.execute(statement.order_by(most.c.count.desc(), Author.id))
        return [AuthorCount(*row) for row in rows]


def _counts(column: InstrumentedAttribute[Any]) -> Select[Any]:
    # In order, the values come from an index that begins with them. Otherwise, PostgreSQL reads and hashes
    # the whole table.
    values = select(column.label("value")).order_by(column).subquery()
    return select(values.c.value, func.count().label("count")).group_by(values.c.value)
