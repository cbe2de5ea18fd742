"""The table of price reports."""

from sqlalchemy import BigInteger, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class PriceReport(Base):
    """The prices of some books as CSV, written by a background job."""

    __tablename__ = "price_reports"

    recipient: Mapped[str] = mapped_column(String(320))
    book_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    # The number of books that the job has read.
    done: Mapped[int] = mapped_column(server_default="0")
    # Null until the job has finished.
    content: Mapped[str | None]

    @property
    def total(self) -> int:
        """The number of books that were selected."""
        return len(self.book_ids)

    @property
    def is_finished(self) -> bool:
        """Whether the file is complete."""
        return self.content is not None

    def __str__(self) -> str:
        return f"price report {self.id}"
