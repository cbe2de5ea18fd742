"""Authors in the database."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, func, select

from app.models.author import Author
from app.models.book import Book
from app.repositories.repository import Repository, contains


class AuthorRepository(Repository[Author]):
    """All authors."""

    model = Author

    def conditions(self, *, search: str = "") -> Iterator[ColumnElement[bool]]:
        """Narrow down to the authors whose name contains ``search``."""
        if search:
            yield contains(Author.name, search)

    def with_books(self, author_ids: Collection[int]) -> Sequence[tuple[Author, int]]:
        """Return those of the authors who have books, each with the number of them."""
        statement = select(Author, func.count()).join(Book).where(Author.id.in_(author_ids))
        return self._session.execute(statement.group_by(Author.id).order_by(Author.id)).all()
