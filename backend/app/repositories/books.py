"""The repository of books."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from app.fields import Filters, Identity, QueryDate
from app.models.book import Book, BookStatus
from app.repositories.repository import Repository, equals, matches, within


@dataclass(frozen=True, kw_only=True)
class BookFilters(Filters):
    """Filters of the list; ``search`` matches the title."""

    author_id: Identity | None = None
    status: BookStatus | None = None
    published_on_from: QueryDate | None = None
    published_on_to: QueryDate | None = None


class BookRepository(Repository[Book, BookFilters]):
    """All books, each with the records that it refers to."""

    model = Book
    loaded = (Book.author,)

    def conditions(self, filters: BookFilters) -> Iterator[ColumnElement[bool]]:
        """Yield the SQL of each filter that is set."""
        yield from matches(Book.title, filters.search)
        yield from equals(Book.author_id, filters.author_id)
        yield from equals(Book.status, filters.status)
        yield from within(Book.published_on, filters.published_on_from, filters.published_on_to)
