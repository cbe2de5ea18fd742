from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.errors import NotFound, StillInUse, VersionMismatch
from app.repositories.unit_of_work import UnitOfWork
from app.services.authors import AuthorFilters, AuthorService
from factories import AuthorFactory, BookFactory


@pytest.fixture
def service(sessions: sessionmaker[Session], session: Session) -> AuthorService:
    return AuthorService(UnitOfWork(sessions, {}))


@pytest.mark.parametrize(("count", "noun"), [(1, "1 book:"), (3, "3 books:")])
def test_deleting_an_author_with_books_reports_their_count(
    service: AuthorService, count: int, noun: str
) -> None:
    author = AuthorFactory.create()
    BookFactory.create_batch(count, author=author)

    with pytest.raises(StillInUse, match=noun):
        service.delete(author.id)

    assert service.get(author.id).name == author.name


def test_deleting_several_authors_reports_those_with_books(service: AuthorService) -> None:
    unused, used = AuthorFactory.create_batch(2)
    BookFactory.create_batch(3, author=used)

    with pytest.raises(StillInUse) as error:
        service.delete_many([unused.id, 0, used.id])

    [fault] = error.value.faults
    assert (fault.field, fault.detail) == ("ids.2", f"{used.name} still has 3 books.")
    assert service.count(AuthorFilters()) == 2


def test_a_change_with_another_version_is_rejected(service: AuthorService) -> None:
    author = AuthorFactory.create(name="Ada Holm")

    with pytest.raises(VersionMismatch):
        service.change(author.id, {2, 3}, name="Ada Berg")

    assert (service.get(author.id).name, service.get(author.id).version) == ("Ada Holm", 1)


def test_a_missing_author_raises_not_found(service: AuthorService) -> None:
    methods: list[Callable[[int], object]] = [service.get, service.delete, service.change]
    for method in methods:
        with pytest.raises(NotFound, match="no author with the ID 404"):
            method(404)
