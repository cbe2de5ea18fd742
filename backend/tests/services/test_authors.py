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
def test_the_refusal_to_delete_counts_the_books(service: AuthorService, count: int, noun: str) -> None:
    author = AuthorFactory.create()
    BookFactory.create_batch(count, author=author)

    with pytest.raises(StillInUse, match=noun):
        service.delete(author.id)

    assert service.get(author.id).name == author.name


def test_the_refusal_to_delete_several_names_those_with_books_by_their_place(service: AuthorService) -> None:
    free, busy = AuthorFactory.create_batch(2)
    BookFactory.create_batch(3, author=busy)

    with pytest.raises(StillInUse) as refused:
        service.delete_many([free.id, 404, busy.id])

    [fault] = refused.value.faults
    assert (fault.field, fault.detail) == ("ids.2", f"{busy.name} still has 3 books.")
    assert service.count(AuthorFilters()) == 2


def test_a_change_of_another_version_is_refused_and_not_made(service: AuthorService) -> None:
    author = AuthorFactory.create(name="Ada Holm")

    with pytest.raises(VersionMismatch):
        service.change(author.id, {2, 3}, name="Ada Berg")

    assert (service.get(author.id).name, service.get(author.id).version) == ("Ada Holm", 1)


def test_an_author_who_does_not_exist_is_not_found(service: AuthorService) -> None:
    uses: list[Callable[[int], object]] = [service.get, service.delete, service.change]
    for use in uses:
        with pytest.raises(NotFound, match="no author with the ID 404"):
            use(404)
