"""Statistics over HTTP."""

from typing import Any

from apiflask import APIBlueprint

from app.controllers.schemas.statistics import Statistics
from app.controllers.wiring import service
from app.services.statistics import StatisticsService

blueprint = APIBlueprint("statistics", __name__, url_prefix="/api/statistics", tag="Statistics")


@blueprint.get("")
@blueprint.output(Statistics)
@blueprint.doc(operation_id="getStatistics")
def get_statistics() -> Any:
    """Count what there is."""
    found = service(StatisticsService).get()
    return {
        "authors": found.authors,
        "books": found.books,
        "books_by_status": [{"status": s, "count": n} for s, n in found.books_by_status.items()],
        "books_by_year": [{"year": y, "count": n} for y, n in found.books_by_year.items()],
        "authors_with_most_books": [
            {"author": {"id": a.id, "name": a.name}, "count": n} for a, n in found.authors_with_most_books
        ],
    }
