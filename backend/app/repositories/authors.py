"""Authors in the database."""

from sqlalchemy import select

from app.models.author import Author
from app.repositories.keyset import Page, PageRequest, fetch_page
from app.repositories.repository import Repository, contains


class AuthorRepository(Repository[Author]):
    """All authors."""

    model = Author

    def page(self, request: PageRequest, *, search: str = "") -> Page[Author]:
        """Return one page of the authors whose name contains ``search``."""
        statement = select(Author)
        if search:
            statement = statement.where(contains(Author.name, search))
        return fetch_page(self._session, statement, Author, request)
