"""Invented books, identified by ISBN."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.author import Author
from app.models.book import Book, BookStatus
from factories import BookFactory
from seeds.rows import rows


def seed(session: Session) -> int:
    """Add missing books and return the number added."""
    wanted = {row["isbn"]: row for row in rows("books")}
    present = set(session.scalars(select(Book.isbn).where(Book.isbn.in_(wanted))))
    authors = _authors(session, {row["author"] for row in wanted.values()})
    missing = [_book(row, authors[row["author"]]) for key, row in wanted.items() if key not in present]
    session.add_all(missing)
    session.flush()
    return len(missing)


def _authors(session: Session, names: set[str]) -> dict[str, Author]:
    # If several have the same name, the oldest was seeded. It comes last here and wins.
    matches = session.scalars(select(Author).where(Author.name.in_(names)).order_by(Author.id.desc()))
    return {author.name: author for author in matches}


def _book(row: dict[str, str], author: Author) -> Book:
    return BookFactory.build(
        title=row["title"],
        isbn=row["isbn"],
        author=author,
        price=Decimal(row["price"]),
        published_on=date.fromisoformat(row["published_on"]),
        status=BookStatus(row["status"]),
    )
