"""Use cases for authors."""

from typing import Any

from app.models.author import Author
from app.repositories.authors import AuthorFilters, AuthorRepository
from app.repositories.repository import Versions
from app.repositories.unit_of_work import UnitOfWork
from app.services.resource import ResourceService

__all__ = ["AuthorFilters", "AuthorService"]


class AuthorService(ResourceService[Author, AuthorFilters]):
    """The use cases for authors."""

    def __init__(self, work: UnitOfWork) -> None:
        self._authors = work.repository(AuthorRepository)
        super().__init__(work, self._authors)

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
