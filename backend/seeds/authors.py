"""Invented authors, identified by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.author import Author
from factories import AuthorFactory
from seeds.rows import rows


def seed(session: Session) -> int:
    """Add missing authors and return the number added."""
    wanted = {row["name"]: row for row in rows("authors")}
    present = set(session.scalars(select(Author.name).where(Author.name.in_(wanted))))
    missing = [AuthorFactory.build(**row) for key, row in wanted.items() if key not in present]
    session.add_all(missing)
    session.flush()
    return len(missing)
