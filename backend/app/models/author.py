"""The table of authors."""

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Author(Base):
    """An author."""

    __tablename__ = "authors"
    __table_args__ = (
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        Index(None, "name", "id"),
        Index(
            "ix_authors_name_trigrams",
            "name",
            postgresql_using="gin",
            postgresql_ops={"name": "gin_trgm_ops"},
        ),
    )

    name: Mapped[str] = mapped_column(String(200))
    biography: Mapped[str] = mapped_column(String(5000), server_default="")

    def __str__(self) -> str:
        return self.name
