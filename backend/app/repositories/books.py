"""Books in the database."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from app.models.book import Book, BookStatus
from app.repositories.repository import Repository, contains


class BookRepository(Repository[Book]):
    """All books, each with what it refers to."""

    model = Book
    loaded: ClassVar[tuple[InstrumentedAttribute[Any], ...]] = (Book.author,)

    def conditions(
        self,
        *,
        search: str = "",
        author_id: int | None = None,
        status: BookStatus | None = None,
        # region sample: the year of publication
        year: int | None = None,
        # endregion
    ) -> Iterator[ColumnElement[bool]]:
        """Narrow down to what passes all filters; ``search`` looks into the title."""
        if search:
            yield contains(Book.title, search)
        if author_id is not None:
            yield Book.author_id == author_id
        if status is not None:
            yield Book.status == status
        # region sample: the year of publication
        if year is not None:
            yield Book.published_on.between(date(year, 1, 1), date(year, 12, 31))
        # endregion
