"""Use cases for authors."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.models.author import Author
from app.repositories.authors import AuthorFilters, AuthorRepository
from app.repositories.keyset import Page, PageRequest, Position
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork

__all__ = ["AuthorFilters", "AuthorService"]


class AuthorService:
    """The use cases for authors."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._authors = work.repository(AuthorRepository)

    def page(
        self, filters: AuthorFilters, sort: str, limit: int, after: Position | None = None
    ) -> Page[Author]:
        """Return one page of the authors that match all filters."""
        return self._authors.page(filters, PageRequest(sort, limit, after))

    def export(self, filters: AuthorFilters, sort: str) -> Iterator[Author]:
        """Yield all authors that match all filters, a few at a time."""
        return self._authors.stream(filters, sort)

    def count(self, filters: AuthorFilters) -> int:
        """Return how many authors match all filters."""
        return self._authors.count(filters)

    def get(self, author_id: int) -> Author:
        """Return an author; raises NotFound."""
        return self._authors.get(author_id)

    def create(self, **fields: Any) -> Author:
        """Store a new author."""
        author = Author(**fields)
        self._authors.add(author)
        self._work.commit()
        return author

    def change(self, author_id: int, versions: Versions = None, /, **changes: Any) -> Author:
        """Change the given fields and nothing else; raises NotFound and VersionMismatch."""
        author = self._authors.lock(author_id, versions)
        self._authors.change(author, changes)
        self._work.commit()
        return author

    def delete(self, author_id: int, versions: Versions = None) -> None:
        """Delete an author; raises NotFound, VersionMismatch and StillInUse."""
        self._authors.delete(self._authors.lock(author_id, versions))
        self._work.commit()

    def delete_many(self, author_ids: Sequence[int]) -> int:
        """Delete those authors that still exist, all or none, and return how many; raises StillInUse."""
        deleted = self._authors.delete_many(author_ids)
        self._work.commit()
        return deleted
