"""Conditional requests: RFC 9110 on ETag and If-Match, RFC 6585 on 428."""

from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factories import AuthorFactory, BookFactory


class Stored(NamedTuple):
    """A record at version 1."""

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
def stored(request: pytest.FixtureRequest, client: FlaskClient) -> Stored:
    """Store a record of each resource in turn."""
    if request.param == "books":
        return Stored(client, f"/api/books/{BookFactory.create().id}", {"title": "Changed"})
    return Stored(client, f"/api/authors/{AuthorFactory.create().id}", {"name": "Changed"})


def test_the_header_and_the_body_say_the_same_version(stored: Stored) -> None:
    assert stored.client.get(stored.path).headers["ETag"] == '"1"'
    assert stored.read()["version"] == 1


def test_a_new_record_is_at_version_1(client: FlaskClient) -> None:
    response = client.post("/api/authors", json={"name": "Ada Holm"})

    assert response.json is not None
    assert (response.headers["ETag"], response.json["version"]) == ('"1"', 1)


def test_each_change_counts_the_version_up(stored: Stored) -> None:
    for before in (1, 2, 3):
        response = stored.patch(f'"{before}"', dict.fromkeys(stored.change, f"No {before}"))

        assert response.status_code == 200, response.text
        assert response.headers["ETag"] == f'"{before + 1}"'
        assert stored.read()["version"] == before + 1


def test_a_change_that_changes_nothing_leaves_the_version(stored: Stored) -> None:
    same = {name: stored.read()[name] for name in stored.change}

    for change in ({}, same):
        assert stored.patch('"1"', change).headers["ETag"] == '"1"'


def test_the_rows_of_a_list_say_their_version(stored: Stored) -> None:
    stored.patch("*")

    page = stored.client.get(stored.path.rpartition("/")[0]).json

    assert page is not None
    assert 2 in [item["version"] for item in page["items"]]


@pytest.mark.parametrize(
    "if_match", ['"1"', "*", '"7", "1"', '"1" ,\t"2"', 'W/"1", "1"', '"1-gzip"', '"1-zstd"']
)
def test_a_change_of_this_version_is_made(stored: Stored, if_match: str) -> None:
    assert stored.patch(if_match).status_code == 200


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
def test_a_change_of_another_version_is_refused_and_nothing_is_changed(stored: Stored, if_match: str) -> None:
    before = stored.read()

    response = stored.patch(if_match)

    assert response.status_code == 412
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert problem["type"] == "/api/problems/version-mismatch"
    assert problem["detail"].startswith("This record has changed since you read it")
    assert stored.read() == before


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
def test_what_is_no_if_match_is_refused(stored: Stored, if_match: str) -> None:
    response = stored.patch(if_match)

    assert response.status_code == 400
    assert response.get_json(force=True)["detail"].startswith("If-Match must be a version in double quotes")
    assert stored.client.delete(stored.path, headers={"If-Match": if_match}).status_code == 400


def test_a_long_header_is_refused_as_quickly_as_a_short_one(stored: Stored) -> None:
    # With a pattern that can match in many ways this would take for ever.
    assert stored.patch('"1" ,\t' * 1000 + "!").status_code == 400


def test_a_change_that_does_not_say_of_which_version_is_refused(stored: Stored) -> None:
    response = stored.patch(None)

    assert response.status_code == 428
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True)["title"] == "Precondition Required"
    assert stored.read()["version"] == 1


def test_a_record_that_does_not_exist_is_at_no_version(client: FlaskClient) -> None:
    for path in ("/api/books/404", "/api/authors/404"):
        assert client.patch(path, json={}, headers={"If-Match": '"1"'}).status_code == 404
        assert client.delete(path, headers={"If-Match": '"1"'}).status_code == 404


def test_a_deletion_of_another_version_is_refused(stored: Stored) -> None:
    stored.patch('"1"')

    response = stored.client.delete(stored.path, headers={"If-Match": '"1"'})

    assert response.status_code == 412
    assert stored.read()["version"] == 2


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": '"1"'}], ids=str)
def test_a_deletion_of_this_version_or_of_any_is_made(stored: Stored, headers: dict[str, str]) -> None:
    assert stored.client.delete(stored.path, headers=headers).status_code == 204


def test_fields_that_are_wrong_are_named_before_the_version_is_looked_at(stored: Stored) -> None:
    assert stored.patch(None, {"nonsense": ""}).status_code == 422
