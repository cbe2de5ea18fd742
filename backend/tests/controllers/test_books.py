from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models.book import Book
from factories import AuthorFactory, BookFactory

ANY = {"If-Match": "*"}


@pytest.fixture
def body(session: Session) -> dict[str, Any]:
    """Return a valid request body, with an existing author."""
    return {
        "title": "The Tide Clerk",
        "isbn": "978-0-306-40615-7",
        "price": "12.5",
        "published_on": "2020-01-31",
        "author_id": AuthorFactory.create(name="Ada Holm").id,
    }


@pytest.fixture
def shelf(session: Session) -> list[Book]:
    """Store three books that sort differently by title, date and price."""
    return [
        BookFactory.create(title="Birch", published_on=date(2001, 1, 1), price=Decimal("30.00")),
        BookFactory.create(title="Ash", published_on=date(2003, 1, 1), price=Decimal("20.00"), draft=True),
        BookFactory.create(
            title="Cedar", published_on=date(2002, 1, 1), price=Decimal("10.00"), sold_out=True
        ),
    ]


def titles(client: FlaskClient, query: str) -> list[str]:
    response = client.get(f"/api/books?{query}")
    assert response.status_code == 200, response.json
    assert response.json is not None
    return [book["title"] for book in response.json["items"]]


def test_a_created_book_can_be_read_at_its_location(client: FlaskClient, body: dict[str, Any]) -> None:
    response = client.post("/api/books", json=body)

    assert response.status_code == 201
    assert response.json is not None
    created = response.json
    expected = {
        "id": created["id"],
        "title": "The Tide Clerk",
        "isbn": "9780306406157",
        "price": "12.50",
        "published_on": "2020-01-31",
        "status": "draft",
        "author": {"id": body["author_id"], "name": "Ada Holm"},
        "version": 1,
    }
    assert expected.items() <= created.items()
    assert client.get(response.headers["Location"]).json == response.json


def test_a_wrong_isbn_is_explained_in_sentences(client: FlaskClient, body: dict[str, Any]) -> None:
    response = client.post("/api/books", json=body | {"isbn": "9780306406158"})

    [error] = response.get_json(force=True)["errors"]
    assert error["detail"].endswith("Check the number for typos.")
    assert ".." not in error["detail"]


def test_creating_a_book_with_an_existing_isbn_returns_409(client: FlaskClient, body: dict[str, Any]) -> None:
    client.post("/api/books", json=body)

    response = client.post("/api/books", json=body)

    assert response.status_code == 409
    assert response.json is not None
    assert [(e["location"], e["path"]) for e in response.json["errors"]] == [("body", "isbn")]


def test_creating_a_book_by_an_unknown_author_returns_422(client: FlaskClient, body: dict[str, Any]) -> None:
    response = client.post("/api/books", json=body | {"author_id": 2**63 - 1})

    assert response.status_code == 422
    assert response.json is not None
    assert [(e["location"], e["path"]) for e in response.json["errors"]] == [("body", "author_id")]


def test_changing_an_isbn_to_an_existing_one_returns_409(client: FlaskClient) -> None:
    one, other = BookFactory.create_batch(2)

    response = client.patch(f"/api/books/{one.id}", json={"isbn": other.isbn}, headers=ANY)

    assert response.status_code == 409


def test_the_author_of_a_book_can_be_changed(client: FlaskClient) -> None:
    book, author = BookFactory.create(), AuthorFactory.create(name="Berit Strand")

    response = client.patch(f"/api/books/{book.id}", json={"author_id": author.id}, headers=ANY)

    assert response.json is not None
    assert response.json["author"] == {"id": author.id, "name": "Berit Strand"}


def test_an_empty_patch_changes_nothing(client: FlaskClient) -> None:
    path = f"/api/books/{BookFactory.create().id}"
    before = client.get(path).json

    response = client.patch(path, json={}, headers=ANY)

    assert (response.status_code, response.json) == (200, before)


def test_a_book_can_be_deleted(client: FlaskClient) -> None:
    path = f"/api/books/{BookFactory.create().id}"

    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("title", ["Ash", "Birch", "Cedar"]),
        ("-title", ["Cedar", "Birch", "Ash"]),
        ("published_on", ["Birch", "Cedar", "Ash"]),
        ("-published_on", ["Ash", "Cedar", "Birch"]),
        ("price", ["Cedar", "Ash", "Birch"]),
        ("-price", ["Birch", "Ash", "Cedar"]),
    ],
)
def test_the_list_is_sorted_by_each_field_in_both_directions(
    client: FlaskClient, sort: str, expected: list[str]
) -> None:
    assert titles(client, f"sort={sort}") == expected


def test_the_list_can_be_filtered_by_author(client: FlaskClient, shelf: list[Book]) -> None:
    assert titles(client, f"author_id={shelf[0].author_id}") == ["Birch"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("status", "expected"), [("draft", ["Ash"]), ("published", ["Birch"]), ("out_of_print", ["Cedar"])]
)
def test_the_list_can_be_filtered_by_status(client: FlaskClient, status: str, expected: list[str]) -> None:
    assert titles(client, f"status={status}") == expected


def test_a_range_of_dates_includes_its_first_and_last_day(client: FlaskClient) -> None:
    for day in (date(2000, 12, 31), date(2001, 1, 1), date(2001, 12, 31), date(2002, 1, 1)):
        BookFactory.create(title=str(day), published_on=day)

    both = "published_on_from=2001-01-01&published_on_to=2001-12-31"
    assert titles(client, both) == ["2001-01-01", "2001-12-31"]
    assert titles(client, "published_on_from=2001-12-31") == ["2001-12-31", "2002-01-01"]
    assert titles(client, "published_on_to=2001-01-01") == ["2000-12-31", "2001-01-01"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("search", "expected"),
    [("", ["Ash", "Birch", "Cedar"]), ("IRC", ["Birch"]), ("oak", []), ("c", ["Cedar"]), ("r", [])],
)
def test_the_list_can_be_searched_by_title(client: FlaskClient, search: str, expected: list[str]) -> None:
    assert titles(client, f"search={search}") == expected


@pytest.mark.parametrize("search", [".,.,.,", "  ", "_", "%", "…", "😀"])
def test_a_search_without_a_letter_or_digit_is_refused(client: FlaskClient, search: str) -> None:
    for path in ("/api/books", "/api/books/count", "/api/books/export"):
        response = client.get(path, query_string={"search": search})

        assert response.status_code == 422
        [error] = response.get_json(force=True)["errors"]
        assert error["detail"] == "Search for at least one letter or digit."


def test_an_empty_search_matches_everything(client: FlaskClient) -> None:
    BookFactory.create(title="Ash")

    assert titles(client, "search=") == ["Ash"]


@pytest.mark.parametrize("search", ["as", "Wi", "山", "0%"])
def test_one_or_two_letters_match_the_start_of_words_and_other_searches_match_anywhere(
    client: FlaskClient, search: str
) -> None:
    BookFactory.create(title="100% wild ash on 富士山")
    BookFactory.create(title="Washed new")

    assert titles(client, urlencode({"search": search})) == ["100% wild ash on 富士山"]


@pytest.mark.parametrize("character", ["%", "_", "\\"])
def test_wildcards_of_like_match_literally(client: FlaskClient, character: str) -> None:
    BookFactory.create(title=f"100{character} wool")
    BookFactory.create(title="1000 sheep")

    response = client.get("/api/books", query_string={"search": f"0{character}"})

    assert response.json is not None
    assert [book["title"] for book in response.json["items"]] == [f"100{character} wool"]
