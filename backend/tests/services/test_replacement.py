from typing import Any

from app import create_app
from app.config import Settings
from app.models.book import Book
from app.repositories.books import BookRepository
from app.repositories.keyset import Page


class EmptyBookRepository(BookRepository):
    """A repository that is always empty and never queries the database."""

    def page(self, *_request: Any) -> Page[Book]:
        return Page([], None)


def test_the_repository_of_a_service_can_be_replaced() -> None:
    settings = Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing")
    client = create_app(settings, {BookRepository: EmptyBookRepository}).test_client()

    assert client.get("/api/books").json == {"items": [], "next_cursor": None}
    assert client.get("/api/authors").status_code == 503
