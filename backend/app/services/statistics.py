"""Counts of all records, for a dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models.book import BookStatus
from app.repositories.statistics import AuthorCount, StatisticsRepository
from app.repositories.unit_of_work import UnitOfWork

MAX_AUTHORS = 5


@dataclass(frozen=True)
class Statistics:
    """The number of records of each kind."""

    authors: int
    books: int
    books_by_status: Mapping[BookStatus, int]
    books_by_year: Mapping[int, int]
    authors_with_most_books: Sequence[AuthorCount]


class StatisticsService:
    """The use case of the dashboard."""

    def __init__(self, work: UnitOfWork) -> None:
        self._statistics = work.repository(StatisticsRepository)

    def get(self) -> Statistics:
        """Return all counts, including statuses without a book."""
        by_status = self._statistics.books_by_status()
        return Statistics(
            authors=self._statistics.authors(),
            books=sum(by_status.values()),
            books_by_status={status: by_status.get(status, 0) for status in BookStatus},
            books_by_year=self._statistics.books_by_year(),
            authors_with_most_books=self._statistics.authors_with_most_books(MAX_AUTHORS),
        )
