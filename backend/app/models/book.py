"""The table of books."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.author import Author
from app.models.base import Base, trigram_index


class BookStatus(StrEnum):
    """The status of a book."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OUT_OF_PRINT = "out_of_print"


class Book(Base):
    """A book."""

    __tablename__ = "books"
    __table_args__ = (
        CheckConstraint("btrim(title) <> ''", name="title_not_blank"),
        # region sample: the ISBN
        CheckConstraint("isbn ~ '^97[89][0-9]{10}$'", name="isbn_format"),
        # endregion
        CheckConstraint("price >= 0", name="price_not_negative"),
        # One index for each order of the list; it also serves the reverse order.
        Index(None, "title", "id"),
        Index(None, "price", "id"),
        Index(None, "published_on", "id"),
        # The filters, in the default order. In another order the records that pass are few enough to sort.
        Index(None, "author_id", "title", "id"),
        Index(None, "status", "title", "id"),
        trigram_index(__tablename__, "title"),
    )

    title: Mapped[str] = mapped_column(String(300))
    isbn: Mapped[str] = mapped_column(String(13), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id", ondelete="RESTRICT"))
    price: Mapped[Decimal]
    published_on: Mapped[date]
    status: Mapped[BookStatus] = mapped_column(server_default=BookStatus.DRAFT)

    author: Mapped[Author] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title
