"""What is measured is the same work, and all of it can be measured. How fast it is, no test says."""

import itertools
import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from headstart.bench import requests
from headstart.bench.load import Load, request
from headstart.bench.requests import Turns, answer
from headstart.bench.serving import OURS, RAW, Served, production_settings, served
from headstart.core.errors import WorkspaceError
from headstart.testing.worker_databases import own_database
from tests.support.statements import execute

pytestmark = pytest.mark.sample

BOOKS = """
INSERT INTO authors (name) VALUES ('Ada Holm'), ('Žofia Ø');
INSERT INTO books (title, isbn, price, published_on, status, author_id)
SELECT 'Book ' || n, '978' || lpad(n::text, 10, '0'), n / 100.0, date '2020-01-01' + n, 'draft', 1 + n % 2
FROM generate_series(1, 30) n
"""


@pytest.fixture(scope="module")
def library() -> Iterator[str]:
    with own_database() as url:
        execute(url, BOOKS)
        yield url


@pytest.fixture(scope="module")
def ours(library: str) -> Iterator[Served]:
    with served(OURS, library) as server:
        yield server


@pytest.fixture(scope="module")
def raw(library: str) -> Iterator[Served]:
    with served(RAW, library) as server:
        yield server


def posted(server: Served, isbn: str) -> dict[str, Any]:
    book = {
        "title": "New", "isbn": isbn, "price": "12.50", "published_on": "2020-01-01", "status": "draft",
        "author_id": 1,
    }  # fmt: skip
    made = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/books",
        json.dumps(book).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(made) as response:  # noqa: S310 -- see there
        created: dict[str, Any] = json.load(response)
    return created


@pytest.mark.parametrize("path", ["/api/books", "/api/books/7"])
def test_the_peer_answers_with_the_same_json(ours: Served, raw: Served, path: str) -> None:
    assert answer(raw, path) == answer(ours, path)


def test_the_peer_creates_the_same_book(ours: Served, raw: Served) -> None:
    books = [posted(ours, requests._isbn(900)), posted(raw, requests._isbn(901))]

    for book in books:
        for name in ("id", "isbn", "created_at", "updated_at"):
            assert book.pop(name)
    assert books[0] == books[1]


def test_connections_are_shared_out_evenly(ours: Served) -> None:
    connections = ours.connect(8)

    owners = ours._owners()
    owned = [owners[connection.getsockname()[1]] for connection in connections]
    assert sorted(owned.count(worker.pid) for worker in ours.workers()) == [4, 4]
    for connection in connections:
        connection.close()


def test_an_answer_that_is_no_success_ends_the_measuring(ours: Served) -> None:
    with closing(Load(ours.connect(2))) as load, pytest.raises(WorkspaceError, match="404"):
        load.rate(itertools.repeat(request("GET", "/api/nothing")), 0.01)


def test_list_get_and_create_are_measured_beside_psycopg2(ours: Served, raw: Served) -> None:
    measured = list(requests._beside_psycopg2(Turns(2, 0.05), ours, raw))

    assert [one.what for one in measured] == ["list of 20 books", "one book", "a new book"]
    assert all(rate > 0 for one in measured for rate in (*one.values, *one.peer_values))


def test_the_server_is_set_up_as_in_production() -> None:
    settings = production_settings()

    assert settings["GRANIAN_INTERFACE"] == "wsgi"
    assert settings["GRANIAN_WORKERS"] == "2"
    assert settings["GRANIAN_BLOCKING_THREADS"].isdigit()
