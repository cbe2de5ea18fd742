"""Schemas for books."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.controllers.schemas.base import Payload, Resource, Stored, partial
from app.controllers.schemas.book_fields import Isbn
from app.controllers.schemas.lists import ListQuery
from app.fields import Identity, Money, ShortText
from app.services.books import BookFilters, BookStatus


class BookFields(BaseModel):
    """The fields that requests and responses have in common."""

    title: Annotated[ShortText, Field(max_length=300, examples=["Title"])]
    # region sample: the ISBN
    isbn: Isbn
    # endregion
    price: Money
    published_on: date
    status: BookStatus = BookStatus.DRAFT


class BookCreate(BookFields, Payload):
    """A new book."""

    author_id: Identity


@partial
class BookUpdate(BookCreate):
    """The fields to change; omitted fields stay unchanged."""


class BookAuthor(Resource):
    """The author of a book."""

    id: Identity
    name: str


class Book(BookFields, Stored):
    """A book."""

    author: BookAuthor


@dataclass(frozen=True, kw_only=True)
class BookExport(BookFilters):
    """Filters and sort order of the list."""

    sort: Literal["title", "-title", "price", "-price", "published_on", "-published_on"] = "title"


@dataclass(frozen=True, kw_only=True)
class BookQuery(BookExport, ListQuery):
    """Filters, sort order and page of the list."""
