"""What can be done with authors."""

from typing import TypedDict, Unpack

from app.errors import StillInUse
from app.models.author import Author
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.keyset import Page, PageRequest, Position
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

    def get(self, author_id: int) -> Author:
        """Return an author; raises NotFound."""
        return self._authors.get(author_id)

    def create(self, **data: Unpack[NewAuthor]) -> Author:
        """Store a new author."""
        author = Author(**data)
        self._authors.add(author)
        self._work.commit()
        return author

    def change(self, author_id: int, **changes: Unpack[AuthorChanges]) -> Author:
        """Change what is given and nothing else; raises NotFound."""
        author = self._authors.get(author_id, for_change=True)
        for name, value in changes.items():
            setattr(author, name, value)
        self._work.commit()
        return author

    def delete(self, author_id: int) -> None:
        """Delete an author without books; raises NotFound, and StillInUse with the number of books."""
        author = self._authors.get(author_id, for_change=True)
        try:
            self._authors.delete(author)
        except StillInUse:
            count = self._books.count_of_author(author_id)
            noun = "book" if count == 1 else "books"
            msg = f"{author.name} still has {count} {noun}: delete or reassign them first."
            raise StillInUse(msg) from None
        self._work.commit()
