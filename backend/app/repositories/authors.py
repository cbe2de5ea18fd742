"""The repository of authors."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from app.fields import Filters
from app.models.author import Author
from app.repositories.repository import Repository, contains


@dataclass(frozen=True, kw_only=True)
class AuthorFilters(Filters):
    """Filters of the list; ``search`` matches the name."""


class AuthorRepository(Repository[Author, AuthorFilters]):
    """All authors."""

    model = Author

    def conditions(self, filters: AuthorFilters) -> Iterator[ColumnElement[bool]]:
        """Yield the SQL of each filter that is set."""
        if filters.search:
            yield contains(Author.name, filters.search)
