"""The table of teams."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Team(Base):
    """People who share records that nobody else can see."""

    __tablename__ = "teams"
    __table_args__ = (
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        CheckConstraint("slug ~ '^[a-z0-9-]{2,40}$'", name="slug_format"),
    )

    name: Mapped[str] = mapped_column(String(100))
    # In the addresses of its pages: /t/acme/books.
    slug: Mapped[str] = mapped_column(String(40), unique=True)

    def __str__(self) -> str:
        return self.slug
