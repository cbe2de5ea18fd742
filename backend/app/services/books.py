"""Use cases for books."""

from typing import Any

from app.errors import Invalid, NotFound
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookFilters, BookRepository
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork
from app.services.resource import ResourceService

__all__ = ["BookFilters", "BookService", "BookStatus"]


class BookService(ResourceService[Book, BookFilters]):
    """The use cases for books."""

    def __init__(self, work: UnitOfWork) -> None:
        self._books = work.repository(BookRepository)
        super().__init__(work, self._books)
        self._authors = work.repository(AuthorRepository)

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

    def _get_author(self, author_id: int) -> Author:
        try:
            return self._authors.get(author_id)
        except NotFound as error:
            raise Invalid(error.detail, field="author_id") from None
