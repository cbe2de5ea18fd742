"""The route for statistics."""

from typing import Annotated, Any

from pydantic import Field

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.base import Resource
from app.controllers.wiring import service
from app.fields import Identity
from app.services.books import BookStatus
from app.services.statistics import MAX_AUTHORS, StatisticsService

blueprint = make_blueprint("statistics", read_access=Access.PUBLIC)


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


@blueprint.get("")
@blueprint.output(Statistics)
def get_statistics() -> Any:
    """Count all records."""
    statistics = service(StatisticsService).get()
    return {
        "authors": statistics.authors,
        "books": statistics.books,
        "books_by_status": [{"status": s, "count": n} for s, n in statistics.books_by_status.items()],
        "books_by_year": [{"year": y, "count": n} for y, n in statistics.books_by_year.items()],
        "authors_with_most_books": [
            {"author": author, "count": author.books} for author in statistics.authors_with_most_books
        ],
    }
