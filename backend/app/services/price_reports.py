"""Use cases for price reports: a background job writes one and mails it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.csv_text import BYTE_ORDER_MARK, csv_lines
from app.mail.messages.price_report import PriceReportMail
from app.models.book import Book
from app.models.price_report import PriceReport
from app.queue import Job
from app.repositories.price_reports import PriceReportRepository
from app.repositories.unit_of_work import UnitOfWork
from app.services.rate_limits import Limit, RateLimits

KEPT = timedelta(days=30)  # a report contains an email address
STEP = 50  # books between two updates of the progress
# region accounts
TO_ADDRESS = Limit("price report to address", 20, timedelta(hours=1))  # it may be somebody else's
# endregion
COLUMNS = ("title", "author", "isbn", "status", "price")


@dataclass(frozen=True, kw_only=True)
class WritePriceReport(Job):
    """Write a price report and mail it."""

    report_id: int


@dataclass(frozen=True, kw_only=True)
class DeleteOldPriceReports(Job):
    """Delete the price reports that nobody needs any more."""


class PriceReportService:
    """The use cases for price reports."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._reports = work.repository(PriceReportRepository)

    def request(self, book_ids: Sequence[int], recipient: str) -> PriceReport:
        """Have a report written and mailed in the background."""
        # region accounts
        RateLimits(self._work).count(TO_ADDRESS, recipient.lower())
        # endregion
        report = PriceReport(book_ids=book_ids, recipient=recipient)
        self._reports.add(report)
        self._work.enqueue(WritePriceReport(report_id=report.id))
        self._work.commit()
        return report

    def get(self, report_id: int) -> PriceReport:
        """Return a report, which may be unfinished; raises NotFound."""
        return self._reports.get(report_id)

    def write(self, report_id: int) -> None:
        """Write a report and mail it, unless that was done; raises NotFound."""
        report = self._reports.get(report_id)
        if report.is_finished:
            return
        content = BYTE_ORDER_MARK + csv_lines([COLUMNS])
        for books in self._read(report):
            content += csv_lines(map(_row, books))
        report.done = report.total
        # In one transaction: nobody gets two mails if the worker is killed.
        report.content = content
        self._work.send(PriceReportMail(to=report.recipient, report_id=report.id, books=report.total))
        self._work.commit()

    def delete_old(self) -> int:
        """Delete the reports that are older than ``KEPT``, and return how many."""
        deleted = self._reports.delete_older_than(datetime.now(UTC) - KEPT)
        self._work.commit()
        return deleted

    def _read(self, report: PriceReport) -> Iterator[Sequence[Book]]:
        """Yield the books, and store the progress before each step."""
        books = self._reports.books(report.book_ids)
        for start in range(0, len(books), STEP):
            report.done = start
            self._work.commit()
            yield books[start : start + STEP]


def _row(book: Book) -> Sequence[object]:
    return [book.title, book.author.name, book.isbn, book.status.value, book.price]
