"""A yardstick: list, get and create of the sample's books with Flask, SQLAlchemy's ORM and pydantic alone.

It is what one writes in an hour: no cursor, no filters, no headers, no log, no mapping of errors.
"""

import os
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, Response, request
from pydantic import BaseModel, ConfigDict
from sqlalchemy import BigInteger, DateTime, ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

URL = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg2:", 1)

engine = create_engine(URL, connect_args={"options": "-c timezone=UTC"})
app = Flask(__name__, static_folder=None)


class Base(DeclarativeBase):
    """The parent of the models, with the columns that both have."""

    type_annotation_map = {int: BigInteger, datetime: DateTime(timezone=True)}  # noqa: RUF012 -- as documented

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default="1")


class Author(Base):
    """An author."""

    __tablename__ = "authors"

    name: Mapped[str]
    biography: Mapped[str]


class Book(Base):
    """A book."""

    __tablename__ = "books"

    title: Mapped[str]
    isbn: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    price: Mapped[Decimal]
    published_on: Mapped[date]
    status: Mapped[str] = mapped_column(server_default="draft")
    author: Mapped[Author] = relationship()


class NewBook(BaseModel):
    """A new book."""

    title: str
    isbn: str
    author_id: int
    price: Decimal
    published_on: date
    status: str = "draft"


class BookAuthor(BaseModel):
    """The author of a book."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str


class PublicBook(BaseModel):
    """A book in a response."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
    isbn: str
    author: BookAuthor
    price: Decimal
    published_on: date
    status: str
    created_at: datetime
    updated_at: datetime
    version: int


class Page(BaseModel):
    """Some books."""

    items: list[PublicBook]


def respond(body: BaseModel, status: int = 200) -> Response:
    """Return a JSON response."""
    return Response(body.model_dump_json(), status, content_type="application/json")


@app.get("/api/books")
def list_books() -> Response:
    """List the first 20 books."""
    books = select(Book).options(joinedload(Book.author)).order_by(Book.title, Book.id).limit(20)
    with Session(engine) as session:
        return respond(Page(items=[PublicBook.model_validate(book) for book in session.scalars(books)]))


@app.get("/api/books/<int:book_id>")
def get_book(book_id: int) -> Response:
    """Read a book."""
    with Session(engine) as session:
        book = session.get_one(Book, book_id, options=[joinedload(Book.author)])
        return respond(PublicBook.model_validate(book))


@app.post("/api/books")
def create_book() -> Response:
    """Create a book."""
    fields = NewBook.model_validate_json(request.get_data())
    with Session(engine) as session:
        book = Book(**fields.model_dump(), author=session.get_one(Author, fields.author_id))
        session.add(book)
        session.commit()
        return respond(PublicBook.model_validate(book), 201)
