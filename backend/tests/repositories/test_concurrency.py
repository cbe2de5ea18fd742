"""Concurrent changes: no update is ever lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

import factories
from app import create_app
from app.config import Settings
from app.errors import StillInUse, VersionMismatch
from app.models.author import Author
from app.models.book import Book
from app.models.user import User
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork
from app.services.authors import AuthorService
from app.services.books import BookService
from factories import AuthorFactory, BookFactory, UserFactory

StartWaiting = Callable[..., Future[Any]]

WRITERS = 4


@pytest.fixture
def own_settings(own_database: str) -> Settings:
    return Settings(environment="test", database_url=own_database)


@pytest.fixture
def sessions(own_settings: Settings) -> Iterator[sessionmaker[Session]]:
    """Return a factory of sessions that commit, with two authors and a book by the first one."""
    database = Database(own_settings)
    with database.sessions.begin() as setup:
        author = AuthorFactory.build(id=1, name="Ada")
        setup.add_all([author, AuthorFactory.build(id=2, name="Berit")])
        setup.add(BookFactory.build(id=1, title="First", author=author))
    yield database.sessions
    database.dispose()


def test_a_waiting_change_fails_if_the_version_has_changed(
    sessions: sessionmaker[Session], start_waiting: StartWaiting
) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    first.repository(AuthorRepository).lock(1, {1}).name = "Mine"
    waiting = start_waiting(AuthorService(second).change, 1, {1}, name="Yours")
    first.commit()

    with pytest.raises(VersionMismatch):
        waiting.result()

    second.close()
    with sessions() as session:
        assert session.get_one(Author, 1).name == "Mine"


def test_a_waiting_change_sees_the_new_author_of_the_book(
    sessions: sessionmaker[Session], start_waiting: StartWaiting
) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    first.repository(BookRepository).lock(1).author_id = 2
    first.session.flush()
    waiting = start_waiting(BookService(second).change, 1, None, title="Second")
    first.commit()

    book = waiting.result()

    second.close()
    assert (book.title, book.author.name, book.version) == ("Second", "Berit", 3)


def test_only_one_of_several_concurrent_changes_succeeds(
    sessions: sessionmaker[Session],
    own_settings: Settings,
    # region accounts
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    # endregion
) -> None:
    app, start = create_app(own_settings), Barrier(WRITERS)
    clients = [app.test_client() for _ in range(WRITERS)]
    # region accounts
    with sessions.begin() as setup, factories.bound(setup):
        for client in clients:
            sign_in(client, UserFactory.create())
    # endregion

    def write(number: int) -> int:
        start.wait()
        response = clients[number].patch(
            "/api/books/1", json={"title": f"By {number}"}, headers={"If-Match": '"1"'}
        )
        return response.status_code

    with ThreadPoolExecutor(WRITERS) as background:
        assert sorted(background.map(write, range(WRITERS))) == [200, 412, 412, 412]
    app.extensions["database"].dispose()
    with sessions() as session:
        assert session.get_one(Book, 1).version == 2


def test_a_conflicting_change_without_a_lock_is_detected(sessions: sessionmaker[Session]) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    for work, name in ((first, "Mine"), (second, "Yours")):
        work.repository(AuthorRepository).get(1).name = name
    first.commit()

    with pytest.raises(VersionMismatch):
        second.commit()

    second.close()


def test_lock_refreshes_a_record_that_was_read_before(sessions: sessionmaker[Session]) -> None:
    first, second = UnitOfWork(sessions, {}), UnitOfWork(sessions, {})
    author = second.repository(AuthorRepository).get(1)
    AuthorService(first).change(1, {1}, name="Mine")

    assert second.repository(AuthorRepository).lock(1) is author
    assert (author.name, author.version) == ("Mine", 2)

    second.close()


def test_delete_many_locks_records_in_order_of_their_id(
    sessions: sessionmaker[Session], start_waiting: StartWaiting
) -> None:
    first, second, third = (UnitOfWork(sessions, {}) for _ in range(3))
    # After this, a sequential scan returns 2 before 1.
    AuthorService(first).change(1, name="Changed")
    first.repository(AuthorRepository).lock(1)
    waiting = start_waiting(second.repository(AuthorRepository).delete_many, [2, 1])

    # This would time out if the deletion had locked 2 first.
    third.session.execute(text("SET lock_timeout = '1ms'"))
    assert third.repository(AuthorRepository).lock(2).name == "Berit"

    third.close()
    first.close()
    with pytest.raises(StillInUse):
        waiting.result()
    second.close()
