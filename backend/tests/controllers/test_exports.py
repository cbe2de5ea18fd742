"""Exports of lists as CSV."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.controllers import exports
from app.controllers.exports import csv_response
from app.controllers.schemas.author import Author as AuthorResource
from app.csv_text import cell
from app.errors import TimedOut
from app.models.author import Author
from app.models.book import Book, BookStatus
from app.repositories import repository
from app.repositories.books import BookFilters, BookRepository
from factories import AuthorFactory, BookFactory

BOOKS = "/api/books/export"


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(response.text.removeprefix("\ufeff").splitlines()))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "BATCH", 2)


def test_an_export_has_the_fields_of_the_response_and_those_of_references(client: FlaskClient) -> None:
    author = AuthorFactory.create(name="Ada Lovelace")
    BookFactory.create(
        title="Notes, mostly",
        price=Decimal("12.50"),
        published_on=date(1843, 9, 1),
        status=BookStatus.OUT_OF_PRINT,
        author=author,
    )

    [row] = rows(client, BOOKS)

    first, *others, created_at, updated_at = row
    assert (first, created_at, updated_at) == ("id", "created_at", "updated_at")
    assert {"title", "isbn", "price", "published_on", "status", "author_id", "author_name"} <= {*others}
    assert (row["title"], row["price"], row["published_on"]) == ("Notes, mostly", "12.50", "1843-09-01")
    assert (row["status"], row["author_id"]) == ("out_of_print", str(author.id))
    assert row["author_name"] == "Ada Lovelace"


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("sort", ["title", "-published_on"])
def test_an_export_has_all_matching_records_in_the_order_of_the_list(client: FlaskClient, sort: str) -> None:
    for number in range(5):
        BookFactory.create(title=f"Ash {number}", published_on=date(2001, 1, 1 + number % 2))
    BookFactory.create(title="Birch")

    exported = rows(client, f"{BOOKS}?search=ash&sort={sort}")

    listed = client.get(f"/api/books?search=ash&sort={sort}").get_json()["items"]
    assert [row["title"] for row in exported] == [item["title"] for item in listed]
    assert len(exported) == 5


def test_an_export_is_a_file_for_spreadsheets(client: FlaskClient) -> None:
    response = client.get("/api/authors/export")

    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=authors.csv"
    # The byte order mark tells them the encoding.
    assert response.data.startswith(b"\xef\xbb\xbfid,name,biography,")
    assert len(response.text.splitlines()) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_is_never_a_formula(client: FlaskClient, start: str) -> None:
    AuthorFactory.create(name="Ash", biography=f'{start}HYPERLINK("http://example.com")')

    text = client.get("/api/authors/export").text

    assert f"'{start}HYPERLINK" in text


def test_a_json_object_stays_json() -> None:
    assert cell({"color": "grün", "sizes": [1, None]}) == '{"color": "grün", "sizes": [1, null]}'


def test_a_negative_number_is_not_taken_for_a_formula() -> None:
    assert [cell(value) for value in (-3, Decimal("-1.50"), True, None, ["=a", "b"])] == [
        -3, Decimal("-1.50"), "true", None, "'=a, b",
    ]  # fmt: skip


def test_an_invalid_filter_is_a_problem_and_not_a_file(client: FlaskClient) -> None:
    response = client.get(f"{BOOKS}?status=burnt&limit=5")

    assert response.status_code == 422
    assert [error["path"] for error in response.get_json(force=True)["errors"]] == ["status", "limit"]


def test_a_file_that_breaks_off_says_so(app: APIFlask) -> None:
    def records() -> Iterator[Author]:
        yield from (Author(name="Ada", biography="") for _ in range(exports.ROWS + 1))
        raise TimedOut

    with app.test_request_context("/api/authors/export"):
        parts = csv_response(AuthorResource, records()).iter_encoded()
        assert next(parts).decode().count("Ada") == exports.ROWS
        assert next(parts).decode() == f'"{exports.INCOMPLETE}"\r\n'
        with pytest.raises(TimedOut):
            next(parts)


@pytest.mark.usefixtures("small_batches")
def test_a_stream_reads_only_as_many_records_as_are_used(session: Session) -> None:
    BookFactory.create_batch(5)
    session.expunge_all()

    stream: Iterator[Book] = BookRepository(session).stream(BookFilters(), "title")
    next(stream)

    assert len(session.identity_map) <= 4  # two books and their authors


def test_a_process_runs_few_exports_at_once(client: FlaskClient) -> None:
    unread = [exports._parts(AuthorResource, iter([])) for _ in range(exports.MAX_EXPORTS)]
    for parts in unread:
        next(parts)

    rejected = client.get(BOOKS)
    assert rejected.status_code == 503
    assert rejected.get_json(force=True)["detail"] == "Other exports are running. Try again in a moment."

    for parts in unread:
        parts.close()
    assert client.get(BOOKS).status_code == 200
