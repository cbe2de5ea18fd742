"""Schemas for statistics."""

from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Resource
from app.fields import Identity
from app.services.books import BookStatus
from app.services.statistics import MAX_AUTHORS


class StatusCount(Resource):
    """The number of books with a status."""

    status: BookStatus
    count: int


class YearCount(Resource):
    """The number of books published in a year."""

    year: int
    count: int


class CountedAuthor(Resource):
    """An author's ID and name."""

    id: Identity
    name: str


class AuthorCount(Resource):
    """The number of books by an author."""

    author: CountedAuthor
    count: int


class Statistics(Resource):
    """Counts of all records."""

    authors: int
    books: int
    books_by_status: Annotated[list[StatusCount], Field(description="Every status, in a fixed order.")]
    books_by_year: Annotated[
        list[YearCount],
        Field(
            description="Every year from the first to the last with a book; "
            "if there are more than 200, only those with a book."
        ),
    ]
    authors_with_most_books: Annotated[list[AuthorCount], Field(max_length=MAX_AUTHORS)]
