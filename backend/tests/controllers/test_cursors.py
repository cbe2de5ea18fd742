from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from factories import AuthorFactory, BookFactory


def pages(client: FlaskClient, path: str) -> list[list[int]]:
    """Return the IDs of all pages of a list."""
    all_pages, cursor = [], ""
    while True:
        page = client.get(path + cursor).json
        assert page is not None
        all_pages.append([item["id"] for item in page["items"]])
        if page["next_cursor"] is None:
            return all_pages
        cursor = f"&cursor={page['next_cursor']}"


def first_cursor(client: FlaskClient, path: str) -> str:
    page = client.get(path).json
    assert page is not None
    cursor: str = page["next_cursor"]
    assert cursor is not None
    return cursor


@pytest.mark.parametrize("sort", ["title", "-title", "published_on", "-published_on", "price", "-price"])
def test_the_pages_contain_every_book_once(client: FlaskClient, sort: str) -> None:
    # Only the ID distinguishes them.
    BookFactory.create_batch(5, title="Same", price=Decimal("9.00"), published_on=date(2020, 1, 31))

    ids = pages(client, f"/api/books?sort={sort}&limit=2")

    assert [len(page) for page in ids] == [2, 2, 1]
    assert len({book_id for page in ids for book_id in page}) == 5


def test_a_full_last_page_has_no_cursor(client: FlaskClient) -> None:
    BookFactory.create_batch(4)

    assert len(pages(client, "/api/books?limit=2")) == 2


def test_cursors_support_long_titles_in_any_script(client: FlaskClient) -> None:
    for letter in ("\U0001f4d6", "\u96ea", "'"):
        BookFactory.create(title=letter * 300)

    assert len(pages(client, "/api/books?limit=1")) == 3


def test_the_limit_can_change_between_pages(client: FlaskClient) -> None:
    BookFactory.create_batch(3)
    cursor = first_cursor(client, "/api/books?limit=1")

    page = client.get(f"/api/books?limit=2&cursor={cursor}").json

    assert page is not None
    assert len(page["items"]) == 2


def test_a_cursor_stays_valid_after_its_book_is_deleted(client: FlaskClient) -> None:
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
        ("/api/books?limit=1&cursor={}x", "modified at the end"),
        ("/api/books?limit=1&cursor=x{}", "modified at the beginning"),
        ("/api/books?limit=1&cursor=nonsense", "not a cursor"),
        ("/api/books?limit=1&cursor=a.b", "only the shape of a cursor"),
        ("/api/books?limit=1&cursor=.%00.%ff", "not text"),
        ("/api/books?limit=1&sort=-title&cursor={}", "from another direction"),
        ("/api/books?limit=1&sort=price&cursor={}", "from another sort"),
        ("/api/books?limit=1&status=draft&cursor={}", "from another filter"),
        ("/api/books?limit=1&search=book&cursor={}", "from another search"),
        ("/api/books?limit=1&published_on_from=2020-01-01&cursor={}", "from another range"),
        ("/api/authors?limit=1&cursor={}", "from another list"),
    ],
    ids=lambda value: value if "/" not in value else "",
)
def test_an_invalid_cursor_is_rejected(client: FlaskClient, path: str, change: str) -> None:
    BookFactory.create_batch(2)

    response = client.get(path.format(first_cursor(client, "/api/books?limit=1")))

    assert response.status_code == 422, change
    assert response.json is not None
    assert response.json["type"] == "/api/problems/invalid-cursor"
    assert [(e["location"], e["path"]) for e in response.json["errors"]] == [("query", "cursor")]


def test_a_cursor_of_the_authors_list_is_accepted(client: FlaskClient) -> None:
    AuthorFactory.create_batch(2)
    cursor = first_cursor(client, "/api/authors?limit=1")

    assert client.get(f"/api/authors?limit=1&cursor={cursor}").status_code == 200
