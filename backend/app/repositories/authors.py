"""Authors in the database."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement

from app.models.author import Author
from app.repositories.repository import Repository, contains


class AuthorRepository(Repository[Author]):
    """All authors."""

    model = Author

    def conditions(self, *, search: str = "") -> Iterator[ColumnElement[bool]]:
        """Narrow down to what passes all filters; ``search`` looks into the name."""
        if search:
            yield contains(Author.name, search)
