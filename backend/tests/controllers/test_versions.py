"""Conditional requests: RFC 9110 for ETag and If-Match, RFC 6585 for 428."""

from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factories import AuthorFactory, BookFactory


class StoredRecord(NamedTuple):
    """A stored record at version 1."""

    client: FlaskClient
    path: str
    change: dict[str, str]

    def patch(self, if_match: str | None, change: dict[str, str] | None = None) -> TestResponse:
        headers = {} if if_match is None else {"If-Match": if_match}
        return self.client.patch(self.path, json=self.change if change is None else change, headers=headers)

    def read(self) -> dict[str, Any]:
        response = self.client.get(self.path)
        assert response.json is not None
        return dict(response.json)


@pytest.fixture(params=["books", "authors"])
def record(request: pytest.FixtureRequest, client: FlaskClient) -> StoredRecord:
    """Store a book or an author."""
    if request.param == "books":
        return StoredRecord(client, f"/api/books/{BookFactory.create().id}", {"title": "Changed"})
    return StoredRecord(client, f"/api/authors/{AuthorFactory.create().id}", {"name": "Changed"})


def test_the_etag_equals_the_version_in_the_body(record: StoredRecord) -> None:
    assert record.client.get(record.path).headers["ETag"] == '"1"'
    assert record.read()["version"] == 1


def test_a_new_record_has_version_1(client: FlaskClient) -> None:
    response = client.post("/api/authors", json={"name": "Ada Holm"})

    assert response.json is not None
    assert (response.headers["ETag"], response.json["version"]) == ('"1"', 1)


def test_each_change_increments_the_version(record: StoredRecord) -> None:
    for before in (1, 2, 3):
        response = record.patch(f'"{before}"', dict.fromkeys(record.change, f"No {before}"))

        assert response.status_code == 200, response.text
        assert response.headers["ETag"] == f'"{before + 1}"'
        assert record.read()["version"] == before + 1


def test_a_change_without_effect_keeps_the_version(record: StoredRecord) -> None:
    same = {name: record.read()[name] for name in record.change}

    for change in ({}, same):
        assert record.patch('"1"', change).headers["ETag"] == '"1"'


def test_list_items_include_their_version(record: StoredRecord) -> None:
    record.patch("*")

    page = record.client.get(record.path.rpartition("/")[0]).json

    assert page is not None
    assert 2 in [item["version"] for item in page["items"]]


@pytest.mark.parametrize(
    "if_match", ['"1"', "*", '"7", "1"', '"1" ,\t"2"', 'W/"1", "1"', '"1-gzip"', '"1-zstd"']
)
def test_a_change_with_the_current_version_succeeds(record: StoredRecord, if_match: str) -> None:
    assert record.patch(if_match).status_code == 200


@pytest.mark.parametrize(
    "if_match",
    [
        '"2"',
        '"2", "3"',
        '"0"',
        '"-1"',
        '"01"',
        '"1.0"',
        '"1-"',
        '"1-other"',
        '""',
        '"*"',
        'W/"1"',
        '"1,"',
        '"W/"',
        '"\u00b9"',
        f'"{2**63 - 1}"',
        f'"{"9" * 5000}"',
    ],
    ids=lambda text: text[:20],
)
def test_a_change_with_another_version_is_rejected(record: StoredRecord, if_match: str) -> None:
    before = record.read()

    response = record.patch(if_match)

    assert response.status_code == 412
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert problem["type"] == "/api/problems/version-mismatch"
    assert problem["detail"].startswith("This record has changed since you read it")
    assert record.read() == before


@pytest.mark.parametrize(
    "if_match",
    [
        "",
        "1",
        "one",
        '"1',
        '1"',
        "'1'",
        '"1" "2"',
        '"1",',
        ',"1"',
        '"1", *',
        '*, "1"',
        "**",
        'w/"1"',
        '"a b"',
    ],
)
def test_a_malformed_if_match_is_rejected(record: StoredRecord, if_match: str) -> None:
    response = record.patch(if_match)

    assert response.status_code == 400
    assert response.get_json(force=True)["detail"].startswith("If-Match must be a version in double quotes")
    assert record.client.delete(record.path, headers={"If-Match": if_match}).status_code == 400


def test_a_long_malformed_if_match_is_rejected_quickly(record: StoredRecord) -> None:
    # A regular expression with backtracking would take forever.
    assert record.patch('"1" ,\t' * 1000 + "!").status_code == 400


def test_a_change_without_if_match_is_rejected(record: StoredRecord) -> None:
    response = record.patch(None)

    assert response.status_code == 428
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True)["title"] == "Precondition Required"
    assert record.read()["version"] == 1


def test_a_missing_record_returns_404_before_the_version_is_checked(client: FlaskClient) -> None:
    for path in ("/api/books/404", "/api/authors/404"):
        assert client.patch(path, json={}, headers={"If-Match": '"1"'}).status_code == 404
        assert client.delete(path, headers={"If-Match": '"1"'}).status_code == 404


def test_a_deletion_with_another_version_is_rejected(record: StoredRecord) -> None:
    record.patch('"1"')

    response = record.client.delete(record.path, headers={"If-Match": '"1"'})

    assert response.status_code == 412
    assert record.read()["version"] == 2


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": '"1"'}], ids=str)
def test_a_deletion_with_a_matching_or_no_version_succeeds(
    record: StoredRecord, headers: dict[str, str]
) -> None:
    assert record.client.delete(record.path, headers=headers).status_code == 204


def test_invalid_fields_are_reported_before_the_version_is_checked(record: StoredRecord) -> None:
    assert record.patch(None, {"nonsense": ""}).status_code == 422
