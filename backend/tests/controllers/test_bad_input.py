"""Invalid requests. Every response is a problem that reveals nothing about the implementation."""

import json
from io import BytesIO
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.controllers import json_body
from app.controllers.blueprints import MAX_PARAMETERS
from app.controllers.errors import MAX_FAULTS
from app.controllers.schemas.problem import PROBLEM_TYPE
from app.models.author import Author
from factories import AuthorFactory, BookFactory

BOOK = {
    "title": "The Tide Clerk",
    "isbn": "9780306406157",
    "price": "12.50",
    "published_on": "2020-01-31",
    "author_id": 1,
}


@pytest.fixture
def author(client: FlaskClient) -> Author:
    return AuthorFactory.create()


def problem(response: TestResponse) -> dict[str, Any]:
    """Return the problem, after asserting the properties of every problem."""
    assert response.content_type == PROBLEM_TYPE
    body = response.get_json(force=True)
    assert body["status"] == response.status_code < 500
    assert response.headers["X-Request-ID"] in body["instance"]
    internals = ("traceback", "select ", "insert ", "psycopg", "sqlalchemy", "constraint", "pydantic", "0x")
    assert [term for term in internals if term in response.text.lower()] == []
    return dict(body)


def faults(response: TestResponse) -> list[tuple[str, str]]:
    return [(error["location"], error["path"]) for error in problem(response)["errors"]]


def send(client: FlaskClient, body: str | bytes, content_type: str = "application/json") -> TestResponse:
    return client.post("/api/authors", data=body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"name": "A",}',
        b"{'name': 'A'}",
        b'{"name": NaN}',
        b'{"name": -Infinity}',
        b'{"name": "A", "name": "B"}',
        b'{"name": "\\ud800"}',
        b'{"\\ud800": "A"}',
        b'{"name": "\xff"}',
        b'\xef\xbb\xbf{"name": "A"}',
        b'{"name": "A"} {}',
        b'{"name": "line\nbreak"}',
        b'{"name": ' + b"9" * 5000 + b"}",
        b"[" * 60_000,
        '{"name": "A"}'.encode("utf-16"),
    ],
    ids=lambda body: repr(body[:20]),
)
def test_malformed_json_is_rejected(client: FlaskClient, body: bytes) -> None:
    response = send(client, body)

    assert response.status_code == 400
    assert problem(response)["errors"] == []


@pytest.mark.parametrize("body", ["[]", "null", "1", '"name"', "true", "1e400", '[{"name": "A"}]'])
def test_json_other_than_an_object_is_rejected(client: FlaskClient, body: str) -> None:
    response = send(client, body)

    assert response.status_code == 422
    assert faults(response) == [("body", "")]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "nonsense"])
def test_other_content_types_are_rejected(client: FlaskClient, content_type: str) -> None:
    response = send(client, '{"name": "A"}', content_type)

    assert response.status_code == 415
    problem(response)


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/merge-patch+json"])
def test_variants_of_the_json_content_type_are_accepted(client: FlaskClient, content_type: str) -> None:
    assert send(client, '{"name": "A"}', content_type).status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titel", "a typo"),
        ("title", None),
        ("title", 5),
        ("title", ""),
        ("title", " \n"),
        ("title", "a" * 301),
        ("title", "NUL\0"),
        ("isbn", "9780306406158"),
        ("isbn", "0306406152"),
        ("isbn", "9770306406150"),
        ("isbn", "978030640615\u0667"),
        ("isbn", "978--0306406157"),
        ("isbn", "9780306406157\n"),
        ("price", "-0.01"),
        ("price", "12.345"),
        ("price", "1e2"),
        ("price", "NaN"),
        ("price", "Infinity"),
        ("price", "1_000"),
        ("price", "\u0661"),
        ("price", " 1"),
        ("price", "1.50\n"),
        ("price", ""),
        ("price", "100000000.00"),
        ("price", 12.5),
        ("price", None),
        ("price", {"amount": "1"}),
        ("published_on", "2020-02-30"),
        ("published_on", "10000-01-01"),
        ("published_on", "0000-01-01"),
        ("published_on", "-0001-01-01"),
        ("published_on", "2020-01-01T12:00:00"),
        ("published_on", "yesterday"),
        ("published_on", 1_600_000_000),
        ("status", "lost"),
        ("status", "DRAFT"),
        ("status", None),
        ("author_id", "1"),
        ("author_id", 1.5),
        ("author_id", True),
        ("author_id", 0),
        ("author_id", -1),
        ("author_id", 2**63),
        ("author_id", 10**400),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_an_invalid_field_is_reported(
    client: FlaskClient, author: Author, method: str, field: str, value: object
) -> None:
    book = BookFactory.create(author=author)
    body = BOOK | {"author_id": author.id} if method == "POST" else {}
    path = "/api/books" if method == "POST" else f"/api/books/{book.id}"

    response = client.open(path, method=method, json=body | {field: value})

    assert response.status_code == 422, response.text
    assert faults(response) == [("body", field)]
    assert problem(response)["errors"][0]["detail"].endswith((".", "?"))


@pytest.mark.parametrize(
    ("field", "detail"),
    [
        ("name", "Write one line of text, without control characters."),
        ("biography", "Text cannot contain a NUL character."),
    ],
)
def test_a_nul_character_is_named(client: FlaskClient, field: str, detail: str) -> None:
    response = client.post("/api/authors", json={"name": "Ada", field: "a\0b"})

    [error] = response.get_json(force=True)["errors"]
    assert (error["path"], error["detail"]) == (field, detail)


def test_an_unknown_parameter_is_named(client: FlaskClient) -> None:
    response = client.get("/api/books?titel=x")

    [error] = response.get_json(force=True)["errors"]
    assert (error["path"], error["detail"]) == ("titel", "Extra inputs are not permitted.")


def test_all_invalid_fields_are_reported_at_once(client: FlaskClient) -> None:
    response = client.post("/api/books", json={"title": "", "price": "-1", "colour": "red"})

    assert faults(response) == [
        ("body", "title"),
        ("body", "isbn"),
        ("body", "price"),
        ("body", "published_on"),
        ("body", "author_id"),
        ("body", "colour"),
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=10000", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=", "limit"),
        ("limit=1&limit=2", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("sort=isbn", "sort"),
        ("sort=title%3BDROP", "sort"),
        ("sort=--title", "sort"),
        ("cursor=", "cursor"),
        ("cursor=" + "a" * 8001, "cursor"),
        ("search=a%00b", "search"),
        ("search=" + "a" * 201, "search"),
        ("author_id=0", "author_id"),
        ("author_id=9223372036854775808", "author_id"),
        ("author_id=x", "author_id"),
        ("author_id=%201", "author_id"),
        ("author_id=%2B1", "author_id"),
        ("author_id=1_0", "author_id"),
        ("author_id=1.0", "author_id"),
        ("author_id=1%0A", "author_id"),
        ("status=lost", "status"),
        ("published_on_from=2015", "published_on_from"),
        ("published_on_from=1420070400", "published_on_from"),
        ("published_on_to=2015-02-30", "published_on_to"),
        ("published_on_to=01/31/2015", "published_on_to"),
        ("published_on_to=", "published_on_to"),
        ("page=2", "page"),
        ("%00=1", "\0"),
    ],
    ids=lambda text: text[:30].replace("\0", "NUL"),
)
def test_an_invalid_query_parameter_is_reported(client: FlaskClient, query: str, field: str) -> None:
    response = client.get(f"/api/books?{query}")

    assert response.status_code == 422
    assert faults(response) == [("query", field)]


def test_a_search_with_invalid_utf_8_is_accepted(client: FlaskClient) -> None:
    assert client.get("/api/books?search=%ff%fe").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/books/1",
        "/api/books/0",
        "/api/books/x",
        "/api/books/-1",
        "/api/books/%00",
        "/api/books/\u0661",
        "/api/books/9223372036854775807",
        "/api/books/9223372036854775808",
        "/api/books/99999999999999999999999999999999",
        "/api/books/",
        "/api//books",
        "/api/nothing",
        "/",
    ],
)
def test_unknown_paths_return_404(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    problem(response)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_changing_a_missing_record_returns_404(client: FlaskClient, method: str) -> None:
    for path in ("/api/books/1", "/api/authors/1", "/api/books/9223372036854775808"):
        response = client.open(path, method=method, json={}, headers={"If-Match": "*"})

        assert response.status_code == 404, path
        problem(response)


def test_an_unsupported_method_returns_405_with_the_allowed_methods(client: FlaskClient) -> None:
    response = client.put("/api/books/1", json={})

    assert response.status_code == 405
    assert {"GET", "PATCH", "DELETE"} <= set(response.headers["Allow"].split(", "))
    problem(response)


def test_a_body_over_the_size_limit_is_rejected(client: FlaskClient) -> None:
    response = send(client, json.dumps({"name": "A", "biography": "b" * 1024 * 1024}))

    assert response.status_code == 413
    problem(response)


def test_a_body_without_a_content_length_is_rejected(client: FlaskClient) -> None:
    response = client.post(
        "/api/authors",
        input_stream=BytesIO(b'{"name": "A"}'),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )

    assert response.status_code == 411
    problem(response)


def test_a_body_that_does_not_arrive_in_time_is_rejected(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_body, "BODY_TIMEOUT_SECONDS", 0.01)
    release = Event()

    class Slow(BytesIO):
        def readinto(self, _buffer: Any) -> int:
            release.wait()
            return 0

    response = client.post(
        "/api/authors",
        input_stream=Slow(),
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": "13", "wsgi.input_terminated": True},
    )
    release.set()

    assert response.status_code == 408
    problem(response)


def test_a_response_lists_a_limited_number_of_faults(client: FlaskClient) -> None:
    response = send(client, json.dumps({f"field{i}": 1 for i in range(json_body.MAX_NAMES)}))

    assert response.status_code == 422
    assert len(faults(response)) == MAX_FAULTS
    # The missing `name` counts, too.
    assert problem(response)["detail"] == f"{json_body.MAX_NAMES + 1} fields are wrong."


def test_an_object_with_too_many_names_is_rejected(client: FlaskClient) -> None:
    response = send(client, json.dumps({f"field{i}": 1 for i in range(json_body.MAX_NAMES + 1)}))

    assert response.status_code == 400
    problem(response)


def test_a_body_with_too_many_names_in_all_its_objects_is_rejected(client: FlaskClient) -> None:
    largest = {str(i): 1 for i in range(json_body.MAX_NAMES)}
    response = send(client, json.dumps([largest] * (json_body.MAX_TOTAL_NAMES // json_body.MAX_NAMES)))
    assert response.status_code == 422

    response = send(
        client, json.dumps([largest] * (json_body.MAX_TOTAL_NAMES // json_body.MAX_NAMES) + [{"a": 1}])
    )
    assert response.status_code == 400
    assert problem(response)["detail"] == "The body has more than 2000 names."


def test_a_body_that_is_nested_too_deeply_is_rejected(client: FlaskClient) -> None:
    deepest = "[" * json_body.MAX_DEPTH + "]" * json_body.MAX_DEPTH
    assert send(client, deepest).status_code == 422

    for body in (f"[{deepest}]", f'{{"a":{deepest}}}'):
        response = send(client, body)
        assert response.status_code == 400
        assert problem(response)["detail"] == "The body is nested more than 50 levels deep."


def test_a_query_with_too_many_parameters_is_rejected(client: FlaskClient) -> None:
    response = client.get("/api/books?" + "&".join(f"p{i}=1" for i in range(MAX_PARAMETERS + 1)))

    assert response.status_code == 422
    assert faults(response) == [("query", "")]


@pytest.mark.parametrize("content_length", ["5", "999", "99999999999", "-1", "many"])
def test_a_body_that_does_not_match_its_content_length_is_rejected(
    client: FlaskClient, content_length: str
) -> None:
    response = client.post(
        "/api/authors",
        data=b'{"name": "A"}',
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": content_length},
    )

    assert response.status_code == (413 if len(content_length) > 10 else 400)
    problem(response)


def test_a_truncated_body_is_rejected(client: FlaskClient) -> None:
    response = client.post(
        "/api/authors",
        data=b'{"name": "A"}',
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": "50", "wsgi.input_terminated": True},
    )

    assert response.status_code == 400
    assert problem(response)["detail"] == "The body is shorter than its Content-Length."
