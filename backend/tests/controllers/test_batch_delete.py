from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factories import AuthorFactory, BookFactory


def batch_delete(client: FlaskClient, resource: str, ids: Any) -> TestResponse:
    return client.post(f"/api/{resource}/batch-delete", json={"ids": ids})


def count(client: FlaskClient, resource: str) -> int:
    response = client.get(f"/api/{resource}/count")
    assert response.json is not None
    total: int = response.json["count"]
    return total


@pytest.mark.parametrize(("resource", "factory"), [("books", BookFactory), ("authors", AuthorFactory)])
def test_only_the_given_records_are_deleted(
    client: FlaskClient, resource: str, factory: type[BookFactory]
) -> None:
    first, _, third = (record.id for record in factory.create_batch(3))

    response = batch_delete(client, resource, [third, first])

    assert (response.status_code, response.json) == (200, {"deleted": 2})
    assert count(client, resource) == 1
    assert client.get(f"/api/{resource}/{first}").status_code == 404


@pytest.mark.parametrize("resource", ["books", "authors"])
def test_missing_records_are_ignored_and_not_counted(client: FlaskClient, resource: str) -> None:
    record = BookFactory.create() if resource == "books" else AuthorFactory.create()

    assert batch_delete(client, resource, [record.id, 2**63 - 1]).json == {"deleted": 1}
    assert batch_delete(client, resource, [record.id, 2**63 - 1]).json == {"deleted": 0}


def test_a_thousand_records_can_be_deleted_at_once(client: FlaskClient) -> None:
    author = AuthorFactory.create()
    ids = [book.id for book in BookFactory.create_batch(999, author=author)]

    assert batch_delete(client, "books", [*ids, 2**63 - 1]).json == {"deleted": 999}


def test_nothing_is_deleted_if_an_author_still_has_books(client: FlaskClient) -> None:
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
@pytest.mark.parametrize("resource", ["books", "authors"])
def test_invalid_ids_are_rejected(client: FlaskClient, resource: str, ids: Any, path: str) -> None:
    response = batch_delete(client, resource, ids)

    assert response.status_code == 422
    assert [(e["location"], e["path"]) for e in response.get_json(force=True)["errors"]] == [("body", path)]


def test_unknown_fields_are_rejected(client: FlaskClient) -> None:
    response = client.post("/api/books/batch-delete", json={"ids": [1], "all": True})

    assert response.status_code == 422
