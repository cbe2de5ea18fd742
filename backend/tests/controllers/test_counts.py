from datetime import date

import pytest
from flask.testing import FlaskClient

from factories import AuthorFactory, BookFactory


def count(client: FlaskClient, path: str) -> object:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.json


def test_the_count_of_an_empty_table_is_zero(client: FlaskClient) -> None:
    for resource in ("books", "authors"):
        assert count(client, f"/api/{resource}/count") == {"count": 0}


def test_the_count_includes_all_pages(client: FlaskClient) -> None:
    BookFactory.create_batch(25)

    assert count(client, "/api/books/count") == {"count": 25}
    assert count(client, "/api/authors/count") == {"count": 25}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 4),
        ("search=ASH", 2),
        ("status=draft", 2),
        ("published_on_from=2001-01-01&published_on_to=2001-12-31", 2),
        ("published_on_to=2001-12-31&status=draft", 1),
        ("search=ash&status=draft&published_on_to=2001-12-31", 0),
        ("search=oak", 0),
    ],
)
def test_the_count_matches_the_list_with_the_same_filters(
    client: FlaskClient, query: str, expected: int
) -> None:
    BookFactory.create(title="Ash", published_on=date(2001, 2, 3))
    BookFactory.create(title="Birch", published_on=date(2001, 2, 3), draft=True)
    BookFactory.create(title="White ash", published_on=date(2002, 2, 3), draft=True)
    BookFactory.create(title="Cedar", published_on=date(2003, 2, 3))

    page = client.get(f"/api/books?{query}").json

    assert count(client, f"/api/books/count?{query}") == {"count": expected}
    assert page is not None
    assert len(page["items"]) == expected


def test_books_can_be_counted_by_author(client: FlaskClient) -> None:
    author = AuthorFactory.create()
    BookFactory.create_batch(2, author=author)
    BookFactory.create()

    assert count(client, f"/api/books/count?author_id={author.id}") == {"count": 2}


def test_authors_can_be_counted_by_name(client: FlaskClient) -> None:
    for name in ("Ada Holm", "Berit Holm", "Cilla Strand"):
        AuthorFactory.create(name=name)

    assert count(client, "/api/authors/count?search=holm") == {"count": 2}


@pytest.mark.parametrize("query", ["sort=title", "limit=5", "cursor=x", "published_on_from=99", "colour=red"])
def test_the_count_accepts_only_filters(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/books/count?{query}")

    assert response.status_code == 422
    assert [e["path"] for e in response.get_json(force=True)["errors"]] == [query.split("=", maxsplit=1)[0]]


def test_the_count_is_read_only(client: FlaskClient) -> None:
    assert client.delete("/api/books/count").status_code == 405
