"""Statistics on the wire."""

from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Resource
from app.fields import Identity
from app.services.books import BookStatus
from app.services.statistics import MAX_AUTHORS


class StatusCount(Resource):
    """How many books have a status."""

    status: BookStatus
    count: int


class YearCount(Resource):
    """How many books were published in a year."""

    year: int
    count: int


class CountedAuthor(Resource):
    """As much of an author as a list of names shows."""

    id: Identity
    name: str


class AuthorCount(Resource):
    """How many books an author has."""

    author: CountedAuthor
    count: int


class Statistics(Resource):
    """Counts of all records."""

    authors: int
    books: int
    books_by_status: Annotated[list[StatusCount], Field(description="Every status, always in one order.")]
    books_by_year: Annotated[
        list[YearCount],
        Field(
            description="Every year from the first to the last one with a book; "
            "if these are more than 200, only those with a book."
        ),
    ]
    authors_with_most_books: Annotated[list[AuthorCount], Field(max_length=MAX_AUTHORS)]
