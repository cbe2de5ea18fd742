"""What can be done with authors."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from app.models.author import Author
from app.repositories.authors import AuthorRepository
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

    def page(
        self, sort: str, limit: int, after: Position | None = None, /, **filters: Unpack[AuthorFilters]
    ) -> Page[Author]:
        """Return one page of the authors that pass all filters."""
        return self._authors.page(PageRequest(sort, limit, after), **filters)

    def count(self, **filters: Unpack[AuthorFilters]) -> int:
        """Return how many authors pass all filters."""
        return self._authors.count(**filters)

    def get(self, author_id: int) -> Author:
        """Return an author; raises NotFound."""
        return self._authors.read(author_id)

    def create(self, **data: Unpack[NewAuthor]) -> Author:
        """Store a new author."""
        author = self._authors.add(data)
        self._work.commit()
        return author

    def change(
        self, author_id: int, versions: Versions = None, /, **changes: Unpack[AuthorChanges]
    ) -> Author:
        """Change what is given and nothing else; raises NotFound, and VersionMismatch."""
        author = self._authors.lock(author_id, versions)
        for name, value in changes.items():
            setattr(author, name, value)
        self._work.commit()
        return author

    def delete(self, author_id: int, versions: Versions = None) -> None:
        """Delete an author; raises NotFound, VersionMismatch, and StillInUse."""
        self._authors.delete(self._authors.lock(author_id, versions))
        self._work.commit()

    def delete_many(self, author_ids: Sequence[int]) -> int:
        """Delete the authors that are still there, all or none, and return how many.

        Raises:
            StillInUse: others refer to some. It names each of those.
        """
        deleted = self._authors.delete_many(author_ids)
        self._work.commit()
        return deleted
