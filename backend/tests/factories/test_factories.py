import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.book import Book, BookStatus
from app.services.isbn import normalize_isbn
from factories import BookFactory


def test_books_have_unique_valid_isbns(session: Session) -> None:
    isbns = {book.isbn for book in BookFactory.create_batch(30)}

    assert len(isbns) == 30
    assert {normalize_isbn(isbn) for isbn in isbns} == isbns


def test_create_flushes_without_committing(session: Session) -> None:
    BookFactory.create()

    assert session.in_transaction()
    assert session.scalar(select(func.count()).select_from(Book)) == 1
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Book)) == 0


def test_build_does_not_store_the_record(session: Session) -> None:
    BookFactory.build()

    assert list(session.new) == []


@pytest.mark.parametrize(
    ("variant", "status"),
    [
        ({}, BookStatus.PUBLISHED),
        ({"draft": True}, BookStatus.DRAFT),
        ({"sold_out": True}, BookStatus.OUT_OF_PRINT),
    ],
)
def test_variants_set_the_status(variant: dict[str, bool], status: BookStatus) -> None:
    assert BookFactory.build(**variant).status is status


def test_create_fails_without_a_session() -> None:
    with pytest.raises(LookupError):
        BookFactory.create()
