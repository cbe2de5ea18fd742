"""The route for statistics."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.statistics import Statistics
from app.controllers.wiring import service
from app.services.statistics import StatisticsService

blueprint = make_blueprint("statistics", read_access=Access.PUBLIC)


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
