from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, sessionmaker

from app.errors import Invalid
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.unit_of_work import UnitOfWork
from factories import AuthorFactory, BookFactory


def test_committed_changes_are_stored(work: UnitOfWork, session: Session) -> None:
    work.repository(AuthorRepository).add(Author(name="Ada Holm"))
    work.commit()
    work.close()

    assert session.scalars(select(Author.name)).all() == ["Ada Holm"]


def test_uncommitted_changes_are_discarded(work: UnitOfWork, session: Session) -> None:
    work.repository(AuthorRepository).add(Author(name="Ada Holm"))
    work.close()

    assert session.scalars(select(Author)).all() == []


def test_a_new_record_includes_server_defaults(work: UnitOfWork, session: Session) -> None:
    author = work.repository(AuthorRepository).get(AuthorFactory.create(name="Ada Holm").id)
    book = Book(title="The Tide Clerk", isbn="9780306406157", price=Decimal("12.50"), author_id=author.id)
    book.published_on = date(2020, 1, 31)

    work.repository(BookRepository).add(book, author=author)
    work.commit()
    work.close()

    stored = session.scalars(select(Book)).one()
    assert (book.id, book.version, book.updated_at) == (stored.id, stored.version, stored.updated_at)
    assert (book.status, book.author.name) == (BookStatus.DRAFT, "Ada Holm")


def test_a_new_record_with_a_missing_reference_is_rejected(work: UnitOfWork) -> None:
    book = Book(title="The Tide Clerk", isbn="9780306406157", price=Decimal("12.50"), author_id=404)
    book.published_on = date(2020, 1, 31)

    with pytest.raises(Invalid) as error:
        work.repository(BookRepository).add(book)

    assert [fault.field for fault in error.value.faults] == ["author_id"]


def test_no_session_is_opened_before_it_is_needed() -> None:
    def never() -> Session:
        raise AssertionError

    work: Any = UnitOfWork(never, {})  # type: ignore[arg-type] # in place of a sessionmaker
    work.close()


def test_a_repository_can_be_replaced(sessions: sessionmaker[Session]) -> None:
    class Replacement(AuthorRepository):
        pass

    work = UnitOfWork(sessions, {AuthorRepository: Replacement})

    assert isinstance(work.repository(AuthorRepository), Replacement)
    assert type(work.repository(BookRepository)) is BookRepository


def test_accessing_an_unloaded_relationship_raises(session: Session) -> None:
    BookFactory.create()
    session.expunge_all()
    book = session.scalars(select(Book)).one()

    with pytest.raises(InvalidRequestError, match="lazy='raise'"):
        book.author  # noqa: B018 -- the access is tested


def test_a_locked_record_cannot_be_locked_by_another_transaction(own_database: str) -> None:
    sessions = sessionmaker(create_engine(own_database.replace("postgresql:", "postgresql+psycopg2:", 1)))
    with sessions.begin() as setup:
        setup.add(AuthorFactory.build(id=1))
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    author = first.repository(AuthorRepository).lock(1)
    second.session.connection().exec_driver_sql("SET lock_timeout = '1ms'")

    with pytest.raises(Exception, match="lock timeout"):
        second.repository(AuthorRepository).lock(1)

    second.close()
    first.repository(AuthorRepository).delete(author)
    first.commit()
    sessions.kw["bind"].dispose()
