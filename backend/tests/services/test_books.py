"""Services with in-memory repositories: business rules need neither a database nor HTTP."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from app.errors import Invalid, NotFound
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories.authors import AuthorRepository
from app.repositories.books import BookRepository
from app.repositories.unit_of_work import UnitOfWork
from app.services.books import BookService
from factories import AuthorFactory, BookFactory


class InMemoryRepository:
    """A repository that keeps its records in a dictionary."""

    def __init__(self, *records: Any) -> None:
        self.records = {record.id: record for record in records}
        self.added: list[Any] = []

    def get(self, identity: int) -> Any:
        if identity not in self.records:
            noun = "record"
            raise NotFound(noun, identity)
        return self.records[identity]

    def lock(self, identity: int, _versions: object) -> Any:
        return self.get(identity)

    def delete_many(self, identities: list[int]) -> int:
        return len([self.records.pop(identity) for identity in identities])

    def add(self, record: Any, **related: Any) -> None:
        self.change(record, related)
        self.added.append(record)

    def change(self, record: Any, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            setattr(record, name, value)

    def delete(self, record: Any) -> None:
        del self.records[record.id]


class InMemoryUnitOfWork:
    """A unit of work that counts its commits."""

    def __init__(self, books: list[Book], authors: list[Author]) -> None:
        self.books, self.authors, self.commits = InMemoryRepository(*books), InMemoryRepository(*authors), 0

    def repository(self, kind: type[Any]) -> InMemoryRepository:
        return {BookRepository: self.books, AuthorRepository: self.authors}[kind]

    def commit(self) -> None:
        self.commits += 1


@pytest.fixture
def work() -> InMemoryUnitOfWork:
    author = AuthorFactory.build(id=1)
    return InMemoryUnitOfWork([BookFactory.build(id=7, author=author)], [author])


@pytest.fixture
def service(work: InMemoryUnitOfWork) -> BookService:
    return BookService(cast("UnitOfWork", work))


def test_a_book_is_added_and_committed_once(service: BookService, work: InMemoryUnitOfWork) -> None:
    data: dict[str, Any] = {
        "title": "The Tide Clerk",
        "isbn": "9780306406157",
        "price": Decimal("12.50"),
        "published_on": date(2020, 1, 31),
        "status": BookStatus.DRAFT,
        "author_id": 1,
    }
    book = service.create(**data)

    assert work.books.added == [book]
    assert book.author is work.authors.records[1]
    assert work.commits == 1


def test_a_change_is_committed_once(service: BookService, work: InMemoryUnitOfWork) -> None:
    assert service.change(7, price=Decimal("9.00")).price == Decimal("9.00")
    assert work.commits == 1


def test_a_deletion_is_committed_once(service: BookService, work: InMemoryUnitOfWork) -> None:
    service.delete(7)

    assert (work.books.records, work.commits) == ({}, 1)


def test_a_batch_deletion_is_committed_once(service: BookService, work: InMemoryUnitOfWork) -> None:
    assert service.delete_many([7]) == 1
    assert work.commits == 1


def test_a_violated_rule_prevents_the_commit(service: BookService, work: InMemoryUnitOfWork) -> None:
    with pytest.raises(Invalid) as error:
        service.change(7, title="New", author_id=99)

    assert [fault.field for fault in error.value.faults] == ["author_id"]
    assert work.commits == 0
