"""Counts over all tables. Each is one pass over a table or an index."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Integer, extract, func, select
from sqlalchemy.orm import Session

from app.models.author import Author
from app.models.book import Book, BookStatus


class StatisticsRepository:
    """What there is, in numbers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def authors(self) -> int:
        """Return how many authors there are."""
        return self._session.scalars(select(func.count()).select_from(Author)).one()

    def books_by_status(self) -> Mapping[BookStatus, int]:
        """Return how many books there are of each status that occurs."""
        statement = select(Book.status, func.count()).group_by(Book.status)
        return dict(self._session.execute(statement).all())

    def books_by_year(self) -> Mapping[int, int]:
        """Return how many books were published in each year that occurs."""
        year = extract("year", Book.published_on).cast(Integer)
        return dict(self._session.execute(select(year, func.count()).group_by(year)).all())

    def authors_with_most_books(self, limit: int) -> Sequence[tuple[Author, int]]:
        """Return the authors with the most books, each with the number; the older one of equals first."""
        count = func.count().label("count")
        most = select(Book.author_id, count).group_by(Book.author_id)
        # The names are read for these few only.
        top = most.order_by(count.desc(), Book.author_id).limit(limit).subquery()
        statement = select(Author, top.c.count).join(top, top.c.author_id == Author.id)
        return self._session.execute(statement.order_by(top.c.count.desc(), Author.id)).all()
