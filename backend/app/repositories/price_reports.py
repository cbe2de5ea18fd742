"""Queries for price reports."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.models.book import Book
from app.models.price_report import PriceReport
from app.repositories.queries import Queries, found


class PriceReportRepository(Queries):
    """The price reports, and the books that they are about."""

    def get(self, report_id: int) -> PriceReport:
        """Return a report; raises NotFound."""
        return found(self._session.get(PriceReport, report_id), "price report", report_id)

    def books(self, identities: Collection[int]) -> Sequence[Book]:
        """Return those books that still exist, the cheapest first, with their authors."""
        chosen = select(Book).where(Book.id.in_(identities)).order_by(Book.price, Book.id)
        return self._session.scalars(chosen.options(joinedload(Book.author, innerjoin=True))).all()

    def delete_older_than(self, moment: datetime) -> int:
        """Delete the reports that were requested before ``moment``, and return how many."""
        statement = delete(PriceReport).where(PriceReport.created_at < moment).returning(PriceReport.id)
        return len(self._session.scalars(statement).all())
