"""What can be done with books."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from app.errors import Fault, Invalid, NotFound
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.keyset import Page, PageRequest, Position
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork

__all__ = ["BookChanges", "BookFilters", "BookService", "BookStatus", "NewBook"]


class BookFilters(TypedDict, total=False):
    """What narrows the list down."""

    search: str
    author_id: int
    status: BookStatus
    # region sample: the year of publication
    year: int
    # endregion


class NewBook(TypedDict):
    """What a book is made of."""

    title: str
    isbn: str
    author_id: int
    price: Decimal
    published_on: date
    status: BookStatus


class BookChanges(TypedDict, total=False):
    """What can be changed, each on its own."""

    title: str
    isbn: str
    author_id: int
    price: Decimal
    published_on: date
    status: BookStatus


class BookService:
    """The use cases around books."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._books = work.repository(BookRepository)
        self._authors = work.repository(AuthorRepository)

    def page(
        self, sort: str, limit: int, after: Position | None = None, /, **filters: Unpack[BookFilters]
    ) -> Page[Book]:
        """Return one page of the books that pass all filters."""
        return self._books.page(PageRequest(sort, limit, after), **filters)

    def count(self, **filters: Unpack[BookFilters]) -> int:
        """Return how many books pass all filters."""
        return self._books.count(**filters)

    def get(self, book_id: int) -> Book:
        """Return a book with what it refers to; raises NotFound."""
        return self._books.read(book_id)

    def create(self, **data: Unpack[NewBook]) -> Book:
        """Store a new book.

        Raises:
            Conflict: a value that must be unique is taken.
            Invalid: a reference leads nowhere.
        """
        book = self._books.add(data, author=self._find_author(self._authors.refer, data["author_id"]))
        self._work.commit()
        return book

    def change(self, book_id: int, versions: Versions = None, /, **changes: Unpack[BookChanges]) -> Book:
        """Change what is given and nothing else; raises NotFound, VersionMismatch, and as ``create``."""
        book = self._books.lock(book_id, versions)
        if "author_id" in changes:
            book.author = self._find_author(self._authors.get, changes["author_id"])
        for name, value in changes.items():
            setattr(book, name, value)
        self._work.commit()
        return book

    def delete(self, book_id: int, versions: Versions = None) -> None:
        """Delete a book; raises NotFound, VersionMismatch, and StillInUse."""
        self._books.delete(self._books.lock(book_id, versions))
        self._work.commit()

    def delete_many(self, book_ids: Sequence[int]) -> int:
        """Delete the books that are still there, all or none, and return how many.

        Raises:
            StillInUse: others refer to some. It names each of those.
        """
        deleted = self._books.delete_many(book_ids)
        self._work.commit()
        return deleted

    def _find_author(self, find: Callable[[int], Author], author_id: int) -> Author:
        try:
            return find(author_id)
        except NotFound as error:
            raise Invalid(error.detail, Fault("author_id", error.detail)) from None
