"""The repository of authors."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from app.fields import Filters
from app.models.author import Author
from app.repositories.repository import Repository, matches


@dataclass(frozen=True, kw_only=True)
class AuthorFilters(Filters):
    """Filters of the list; ``search`` matches the name."""


class AuthorRepository(Repository[Author, AuthorFilters]):
    """All authors."""

    model = Author

    def conditions(self, filters: AuthorFilters) -> Iterator[ColumnElement[bool]]:
        """Yield the SQL of each filter that is set."""
        yield from matches(Author.name, filters.search)
