"""Books on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import MISSING, AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.controllers.schemas.fields import Digits, Identity, Line, Money, Payload, Resource, Version
from app.controllers.schemas.page import ListQuery, Search
from app.services.books import BookStatus
from app.services.isbn import WRITTEN, normalize_isbn


def _isbn(text: str) -> str:
    try:
        return normalize_isbn(text)
    except ValueError as error:
        kind = "isbn"
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None


Title = Annotated[Line, Field(max_length=300, examples=["The Lamplighter's Ledger"])]
Isbn = Annotated[
    str,
    AfterValidator(_isbn),
    Field(
        description="ISBN-13; hyphens and spaces are left out when it is stored.",
        examples=["978-0-306-40615-7"],
        json_schema_extra={"format": "isbn-13", "pattern": WRITTEN},
    ),
]


class BookCreate(Payload):
    """A new book."""

    title: Title
    isbn: Isbn
    price: Money
    published_on: date
    status: BookStatus = BookStatus.DRAFT
    author_id: Identity


class BookUpdate(Payload):
    """What to change; what is left out stays as it is."""

    title: Title | MISSING = MISSING
    isbn: Isbn | MISSING = MISSING
    price: Money | MISSING = MISSING
    published_on: date | MISSING = MISSING
    status: BookStatus | MISSING = MISSING
    author_id: Identity | MISSING = MISSING


class BookAuthor(Resource):
    """As much of an author as a book shows."""

    id: Identity
    name: str


class Book(Resource):
    """A book."""

    id: Identity
    title: str
    isbn: Annotated[str, Field(description="13 digits.", examples=["9780306406157"])]
    price: Money
    published_on: date
    status: BookStatus
    author: BookAuthor
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
    status: BookStatus | MISSING = MISSING
    author_id: Identity | MISSING = MISSING
    year: Annotated[int, Field(ge=1000, le=9999, examples=[2015]), Digits] | MISSING = MISSING


class BookQuery(ListQuery, BookFilters):
    """Filters and order of the list."""

    sort: Literal["title", "-title", "price", "-price", "published_on", "-published_on"] = "title"
