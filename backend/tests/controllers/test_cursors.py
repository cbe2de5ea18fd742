from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from factories import AuthorFactory, BookFactory


def pages(client: FlaskClient, path: str) -> list[list[int]]:
    """Walk through a list to its end; return the identities page by page."""
    found, cursor = [], ""
    while True:
        page = client.get(path + cursor).json
        assert page is not None
        found.append([item["id"] for item in page["items"]])
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def first_cursor(client: FlaskClient, path: str) -> str:
    page = client.get(path).json
    assert page is not None
    cursor: str = page["next_cursor"]
    assert cursor is not None
    return cursor


@pytest.mark.parametrize("sort", ["title", "-title", "published_on", "-published_on", "price", "-price"])
def test_the_pages_together_hold_every_book_once(client: FlaskClient, sort: str) -> None:
    # The id must tell them apart.
    BookFactory.create_batch(5, title="Same", price=Decimal("9.00"), published_on=date(2020, 1, 31))

    found = pages(client, f"/api/books?sort={sort}&limit=2")

    assert [len(page) for page in found] == [2, 2, 1]
    assert len({identity for page in found for identity in page}) == 5


def test_a_full_last_page_has_no_cursor(client: FlaskClient) -> None:
    BookFactory.create_batch(4)

    assert len(pages(client, "/api/books?limit=2")) == 2


def test_a_title_in_any_script_and_length_can_end_a_page(client: FlaskClient) -> None:
    for letter in ("\U0001f4d6", "\u96ea", "'"):
        BookFactory.create(title=letter * 300)

    assert len(pages(client, "/api/books?limit=1")) == 3


def test_the_limit_may_change_from_page_to_page(client: FlaskClient) -> None:
    BookFactory.create_batch(3)
    cursor = first_cursor(client, "/api/books?limit=1")

    page = client.get(f"/api/books?limit=2&cursor={cursor}").json

    assert page is not None
    assert len(page["items"]) == 2


def test_a_page_goes_on_after_a_book_that_was_deleted(client: FlaskClient) -> None:
    one, two, _ = [BookFactory.create(title=title) for title in ("Ash", "Birch", "Cedar")]
    cursor = first_cursor(client, "/api/books?limit=2")
    for book in (one, two):
        client.delete(f"/api/books/{book.id}")

    page = client.get(f"/api/books?cursor={cursor}").json

    assert page is not None
    assert len(page["items"]) == 1


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/api/books?limit=1&cursor={}x", "tampered with at its end"),
        ("/api/books?limit=1&cursor=x{}", "tampered with at its beginning"),
        ("/api/books?limit=1&cursor=nonsense", "not a cursor"),
        ("/api/books?limit=1&cursor=a.b", "not a cursor but formed like one"),
        ("/api/books?limit=1&cursor=.%00.%ff", "not even text"),
        ("/api/books?limit=1&sort=-title&cursor={}", "of another direction"),
        ("/api/books?limit=1&sort=price&cursor={}", "of another sort"),
        ("/api/books?limit=1&status=draft&cursor={}", "of another filter"),
        ("/api/books?limit=1&search=book&cursor={}", "of another search"),
        ("/api/books?limit=1&year=2020&cursor={}", "of another year"),
        ("/api/authors?limit=1&cursor={}", "of another list"),
    ],
    ids=lambda value: value if "/" not in value else "",
)
def test_a_cursor_is_refused_that_is(client: FlaskClient, path: str, change: str) -> None:
    BookFactory.create_batch(2)

    response = client.get(path.format(first_cursor(client, "/api/books?limit=1")))

    assert response.status_code == 422, change
    assert response.json is not None
    assert response.json["type"] == "/api/problems/invalid-cursor"
    assert [(e["location"], e["path"]) for e in response.json["errors"]] == [("query", "cursor")]


def test_an_authors_cursor_is_good_for_authors(client: FlaskClient) -> None:
    AuthorFactory.create_batch(2)
    cursor = first_cursor(client, "/api/authors?limit=1")

    assert client.get(f"/api/authors?limit=1&cursor={cursor}").status_code == 200
