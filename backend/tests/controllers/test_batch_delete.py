from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factories import AuthorFactory, BookFactory


def batch_delete(client: FlaskClient, what: str, ids: Any) -> TestResponse:
    return client.post(f"/api/{what}/batch-delete", json={"ids": ids})


def count(client: FlaskClient, what: str) -> int:
    response = client.get(f"/api/{what}/count")
    assert response.json is not None
    found: int = response.json["count"]
    return found


@pytest.mark.parametrize(("what", "factory"), [("books", BookFactory), ("authors", AuthorFactory)])
def test_the_records_that_are_named_are_deleted_and_no_others(
    client: FlaskClient, what: str, factory: type[BookFactory]
) -> None:
    first, _, third = (record.id for record in factory.create_batch(3))

    response = batch_delete(client, what, [third, first])

    assert (response.status_code, response.json) == (200, {"deleted": 2})
    assert count(client, what) == 1
    assert client.get(f"/api/{what}/{first}").status_code == 404


@pytest.mark.parametrize("what", ["books", "authors"])
def test_what_is_gone_already_is_no_error_and_not_counted(client: FlaskClient, what: str) -> None:
    record = BookFactory.create() if what == "books" else AuthorFactory.create()

    assert batch_delete(client, what, [record.id, 2**63 - 1]).json == {"deleted": 1}
    assert batch_delete(client, what, [record.id, 2**63 - 1]).json == {"deleted": 0}


def test_a_thousand_can_be_deleted_at_once(client: FlaskClient) -> None:
    author = AuthorFactory.create()
    ids = [book.id for book in BookFactory.create_batch(999, author=author)]

    assert batch_delete(client, "books", [*ids, 2**63 - 1]).json == {"deleted": 999}


def test_authors_with_books_are_named_and_nothing_is_deleted(client: FlaskClient) -> None:
    free, one, two = (AuthorFactory.create(name=name) for name in ("Ada", "Berit", "Cilla"))
    BookFactory.create(author=one)
    BookFactory.create_batch(2, author=two)

    response = batch_delete(client, "authors", [two.id, free.id, 2**63 - 1, one.id])

    assert response.status_code == 409
    problem = response.get_json(force=True)
    assert problem["type"] == "/api/problems/still-in-use"
    assert problem["detail"].startswith("Nothing was deleted")
    assert sorted((e["location"], e["path"], e["detail"]) for e in problem["errors"]) == [
        ("body", "ids.0", "Cilla still has 2 books."),
        ("body", "ids.3", "Berit still has 1 book."),
    ]
    assert count(client, "authors") == 3


@pytest.mark.parametrize(
    ("ids", "path"),
    [
        ([], "ids"),
        ([1, 2, 1], "ids"),
        (list(range(1, 1002)), "ids"),
        (None, "ids"),
        ("1", "ids"),
        ({"1": 1}, "ids"),
        ([1, 0], "ids.1"),
        ([-1], "ids.0"),
        ([1, 2, 2**63], "ids.2"),
        ([1, "2"], "ids.1"),
        ([1.5], "ids.0"),
        ([True], "ids.0"),
        ([None], "ids.0"),
        ([[1]], "ids.0"),
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("what", ["books", "authors"])
def test_ids_that_cannot_be_ones_are_refused(client: FlaskClient, what: str, ids: Any, path: str) -> None:
    response = batch_delete(client, what, ids)

    assert response.status_code == 422
    assert [(e["location"], e["path"]) for e in response.get_json(force=True)["errors"]] == [("body", path)]


def test_other_fields_are_refused(client: FlaskClient) -> None:
    response = client.post("/api/books/batch-delete", json={"ids": [1], "all": True})

    assert response.status_code == 422
