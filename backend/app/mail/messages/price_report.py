"""A price report is ready."""

from dataclasses import dataclass
from typing import Self

from app.mail.message import Message


@dataclass(frozen=True, kw_only=True)
class PriceReportMail(Message):
    """A price report is ready."""

    report_id: int
    books: int

    @property
    def subject(self) -> str:
        """The subject line."""
        return f"Your price report of {self.books:,} {'book' if self.books == 1 else 'books'}"

    @property
    def path(self) -> str:
        """The path of the file."""
        return f"/api/price-reports/{self.report_id}/file"

    @classmethod
    def sample(cls) -> Self:
        """Return a message for the preview in development."""
        return cls(to="ada@example.com", report_id=1, books=12)
