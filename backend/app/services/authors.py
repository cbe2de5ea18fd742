"""What can be done with authors."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from app.errors import Fault, StillInUse
from app.models.author import Author
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.keyset import Page, PageRequest, Position
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork


class AuthorFilters(TypedDict, total=False):
    """What narrows the list down."""

    search: str


class NewAuthor(TypedDict):
    """What an author is made of."""

    name: str
    biography: str


class AuthorChanges(TypedDict, total=False):
    """What can be changed, each on its own."""

    name: str
    biography: str


class AuthorService:
    """The use cases around authors."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._authors = work.repository(AuthorRepository)
        self._books = work.repository(BookRepository)

    def page(
        self, sort: str, limit: int, after: Position | None = None, **filters: Unpack[AuthorFilters]
    ) -> Page[Author]:
        """Return one page of the authors who pass all filters."""
        return self._authors.page(PageRequest(sort, limit, after), **filters)

    def count(self, **filters: Unpack[AuthorFilters]) -> int:
        """Return how many authors pass all filters."""
        return self._authors.count(**filters)

    def get(self, author_id: int) -> Author:
        """Return an author; raises NotFound."""
        return self._authors.get(author_id)

    def create(self, **data: Unpack[NewAuthor]) -> Author:
        """Store a new author."""
        author = Author(**data)
        self._authors.add(author)
        self._work.commit()
        return author

    def change(self, author_id: int, versions: Versions = None, **changes: Unpack[AuthorChanges]) -> Author:
        """Change what is given and nothing else; raises NotFound, and VersionMismatch."""
        author = self._authors.lock(author_id, versions)
        for name, value in changes.items():
            setattr(author, name, value)
        self._work.commit()
        return author

    def delete(self, author_id: int, versions: Versions = None) -> None:
        """Delete an author without books; raises NotFound, VersionMismatch, and StillInUse."""
        author = self._authors.lock(author_id, versions)
        try:
            self._authors.delete(author)
        except StillInUse:
            count = self._books.count(author_id=author_id)
            msg = f"{_has_books(author, count)}: delete or reassign them first."
            raise StillInUse(msg) from None
        self._work.commit()

    def delete_many(self, author_ids: Sequence[int]) -> int:
        """Delete the authors who are still there, all or none, and return how many.

        Raises:
            StillInUse: some have books. It names each of them, and how many books.
        """
        try:
            deleted = self._authors.delete_many(author_ids)
        except StillInUse:
            raise self._still_in_use(author_ids) from None
        self._work.commit()
        return deleted

    def _still_in_use(self, author_ids: Sequence[int]) -> StillInUse:
        places = {author_id: place for place, author_id in enumerate(author_ids)}
        faults = [
            Fault(f"ids.{places[author.id]}", f"{_has_books(author, count)}.")
            for author, count in self._authors.with_books(author_ids)
        ]
        msg = "Nobody was deleted, because some still have books: delete or reassign those first."
        return StillInUse(msg, *faults)


def _has_books(author: Author, count: int) -> str:
    return f"{author.name} still has {count} {'book' if count == 1 else 'books'}"
