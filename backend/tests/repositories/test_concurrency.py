"""Two at once: what one of them did is never lost, whoever comes first."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.config import Settings
from app.errors import StillInUse, VersionMismatch
from app.models.author import Author
from app.models.book import Book
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork
from app.services.authors import AuthorService
from app.services.books import BookService
from factories import AuthorFactory, BookFactory

WRITERS = 4
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
def own_settings(own_database: str) -> Settings:
    return Settings(environment="test", database_url=own_database)


@pytest.fixture
def sessions(own_settings: Settings) -> Iterator[sessionmaker[Session]]:
    """Return sessions that really commit, over two authors and a book by the first."""
    database = Database(own_settings)
    with database.sessions.begin() as setup:
        author = AuthorFactory.build(id=1, name="Ada")
        setup.add_all([author, AuthorFactory.build(id=2, name="Berit")])
        setup.add(BookFactory.build(id=1, title="First", author=author))
    yield database.sessions
    database.dispose()


@pytest.fixture
def background() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WRITERS) as background:
        yield background


def wait_for_a_lock(sessions: sessionmaker[Session], waiting: Future[Any]) -> None:
    """Return when another connection waits for a lock."""
    with sessions() as session:
        while not session.scalar(text(WAITING)):
            assert not waiting.done(), waiting.result()
            session.rollback()


def test_who_waited_for_a_change_is_told_of_it(
    sessions: sessionmaker[Session], background: ThreadPoolExecutor
) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    first.repository(AuthorRepository).lock(1, {1}).name = "Mine"
    waiting = background.submit(AuthorService(second).change, 1, {1}, name="Yours")
    wait_for_a_lock(sessions, waiting)
    first.commit()

    with pytest.raises(VersionMismatch):
        waiting.result()

    second.close()
    with sessions() as session:
        assert session.get_one(Author, 1).name == "Mine"


def test_who_waited_for_a_change_of_the_author_finds_the_book_as_it_is_now(
    sessions: sessionmaker[Session], background: ThreadPoolExecutor
) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    first.repository(BookRepository).lock(1).author_id = 2
    first.session.flush()
    waiting = background.submit(BookService(second).change, 1, None, title="Second")
    wait_for_a_lock(sessions, waiting)
    first.commit()

    book = waiting.result()

    second.close()
    assert (book.title, book.author.name, book.version) == ("Second", "Berit", 3)


def test_of_many_who_change_the_same_version_at_once_one_succeeds(
    sessions: sessionmaker[Session], own_settings: Settings, background: ThreadPoolExecutor
) -> None:
    app, start = create_app(own_settings), Barrier(WRITERS)

    def write(number: int) -> int:
        client = app.test_client()
        start.wait()
        response = client.patch("/api/books/1", json={"title": f"By {number}"}, headers={"If-Match": '"1"'})
        return response.status_code

    assert sorted(background.map(write, range(WRITERS))) == [200, 412, 412, 412]
    app.extensions["database"].dispose()
    with sessions() as session:
        assert session.get_one(Book, 1).version == 2


def test_a_change_that_nobody_locked_for_is_not_lost_either(sessions: sessionmaker[Session]) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    for work, name in ((first, "Mine"), (second, "Yours")):
        work.repository(AuthorRepository).get(1).name = name
    first.commit()

    with pytest.raises(VersionMismatch):
        second.commit()

    second.close()


def test_what_was_read_before_the_lock_is_read_again(sessions: sessionmaker[Session]) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    read = second.repository(AuthorRepository).get(1)
    AuthorService(first).change(1, {1}, name="Mine")

    assert second.repository(AuthorRepository).lock(1) is read
    assert (read.name, read.version) == ("Mine", 2)

    second.close()


def test_records_are_deleted_in_one_order_so_that_two_who_delete_cannot_block_each_other(
    sessions: sessionmaker[Session], background: ThreadPoolExecutor
) -> None:
    first, second, third = (UnitOfWork(sessions, {}) for _ in range(3))
    # Now 2 is the first row that a scan of the table meets.
    AuthorService(first).change(1, name="Changed")
    first.repository(AuthorRepository).lock(1)
    waiting = background.submit(second.repository(AuthorRepository).delete_many, [2, 1])
    wait_for_a_lock(sessions, waiting)

    # Had it begun with 2, this would be refused.
    third.session.execute(text("SET lock_timeout = '1ms'"))
    assert third.repository(AuthorRepository).lock(2).name == "Berit"

    third.close()
    first.close()
    with pytest.raises(StillInUse):
        waiting.result()
    second.close()
