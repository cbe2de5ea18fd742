"""Use cases for books."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.errors import Invalid, NotFound
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookFilters, BookRepository
from app.repositories.keyset import Page, PageRequest, Position
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork

__all__ = ["BookFilters", "BookService", "BookStatus"]


class BookService:
    """The use cases for books."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._books = work.repository(BookRepository)
        self._authors = work.repository(AuthorRepository)

    def page(self, filters: BookFilters, sort: str, limit: int, after: Position | None = None) -> Page[Book]:
        """Return one page of the books that match all filters."""
        return self._books.page(filters, PageRequest(sort, limit, after))

    def export(self, filters: BookFilters, sort: str) -> Iterator[Book]:
        """Yield all books that match all filters, a few at a time."""
        return self._books.stream(filters, sort)

    def count(self, filters: BookFilters) -> int:
        """Return how many books match all filters."""
        return self._books.count(filters)

    def get(self, book_id: int) -> Book:
        """Return a book with the records that it refers to; raises NotFound."""
        return self._books.get(book_id)

    def create(self, **fields: Any) -> Book:
        """Store a new book; raises Conflict if a unique value is taken, Invalid if a reference is wrong."""
        book = Book(**fields)
        self._books.add(book, author=self._get_author(fields["author_id"]))
        self._work.commit()
        return book

    def change(self, book_id: int, versions: Versions = None, /, **changes: Any) -> Book:
        """Change the given fields and nothing else; raises NotFound, VersionMismatch and as ``create``."""
        book = self._books.lock(book_id, versions)
        if "author_id" in changes:
            book.author = self._get_author(changes["author_id"])
        self._books.change(book, changes)
        self._work.commit()
        return book

    def delete(self, book_id: int, versions: Versions = None) -> None:
        """Delete a book; raises NotFound, VersionMismatch and StillInUse."""
        self._books.delete(self._books.lock(book_id, versions))
        self._work.commit()

    def delete_many(self, book_ids: Sequence[int]) -> int:
        """Delete those books that still exist, all or none, and return how many; raises StillInUse."""
        deleted = self._books.delete_many(book_ids)
        self._work.commit()
        return deleted

    def _get_author(self, author_id: int) -> Author:
        try:
            return self._authors.get(author_id)
        except NotFound as error:
            raise Invalid(error.detail, field="author_id") from None
