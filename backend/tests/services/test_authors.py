import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.errors import NotFound, StillInUse
from app.repositories.unit_of_work import UnitOfWork
from app.services.authors import AuthorService
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


def test_an_author_who_does_not_exist_is_not_found(service: AuthorService) -> None:
    for use in (service.get, service.delete, service.change):
        with pytest.raises(NotFound, match="no author with the id 404"):
            use(404)
