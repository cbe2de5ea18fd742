"""The table of authors."""

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, trigram_index


class Author(Base):
    """An author."""

    __tablename__ = "authors"
    __table_args__ = (
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        Index(None, "name", "id"),
        trigram_index(__tablename__, "name"),
    )

    name: Mapped[str] = mapped_column(String(200))
    biography: Mapped[str] = mapped_column(String(5000), server_default="")

    def __str__(self) -> str:
        return self.name
