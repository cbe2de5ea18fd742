"""Books in the database."""

from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.models.book import Book, BookStatus
from app.repositories.keyset import Page, PageRequest, fetch_page
from app.repositories.repository import Repository, contains


class BookRepository(Repository[Book]):
    """All books, each with its author."""

    model = Book
    loaded: ClassVar[tuple[ORMOption, ...]] = (joinedload(Book.author, innerjoin=True),)

    def page(
        self,
        request: PageRequest,
        *,
        search: str = "",
        author_id: int | None = None,
        status: BookStatus | None = None,
    ) -> Page[Book]:
        """Return one page of the books that pass all filters; ``search`` looks into the title."""
        statement = select(Book).options(*self.loaded)
        if search:
            statement = statement.where(contains(Book.title, search))
        if author_id is not None:
            statement = statement.where(Book.author_id == author_id)
        if status is not None:
            statement = statement.where(Book.status == status)
        return fetch_page(self._session, statement, Book, request)

    def count_of_author(self, author_id: int) -> int:
        """Return how many books an author has."""
        statement = select(func.count()).select_from(Book).where(Book.author_id == author_id)
        return self._session.scalars(statement).one()
