"""Books on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.controllers.schemas.book_fields import IsbnText, Year
from app.controllers.schemas.fields import Identity, Line, Money, Payload, Resource, Version
from app.controllers.schemas.lists import ListQuery, Search
from app.services.books import BookStatus

Title = Annotated[Line, Field(max_length=300, examples=["Title"])]
# region sample: the ISBN
Isbn = IsbnText
# endregion


class BookCreate(Payload):
    """A new book."""

    title: Title
    isbn: Isbn
    author_id: Identity
    price: Money
    published_on: date
    status: BookStatus = BookStatus.DRAFT


class BookUpdate(Payload):
    """What to change; what is left out stays as it is."""

    title: Title | MISSING = MISSING
    isbn: Isbn | MISSING = MISSING
    author_id: Identity | MISSING = MISSING
    price: Money | MISSING = MISSING
    published_on: date | MISSING = MISSING
    status: BookStatus | MISSING = MISSING


class BookAuthor(Resource):
    """As much of an author as a book shows."""

    id: Identity
    name: str


class Book(Resource):
    """A book."""

    id: Identity
    title: str
    isbn: str
    author: BookAuthor
    price: Money
    published_on: date
    status: BookStatus
    created_at: datetime
    updated_at: datetime
    version: Version


class BookPage(Resource):
    """Some books, and the cursor of the next page: null on the last."""

    items: list[Book]
    next_cursor: str | None


class BookFilters(Payload):
    """What narrows the list down."""

    search: Search | MISSING = MISSING
    author_id: Identity | MISSING = MISSING
    status: BookStatus | MISSING = MISSING
    # region sample: the year of publication
    year: Year | MISSING = MISSING
    # endregion


class BookQuery(ListQuery, BookFilters):
    """Filters and order of the list."""

    sort: Literal["title", "-title", "price", "-price", "published_on", "-published_on"] = "title"
