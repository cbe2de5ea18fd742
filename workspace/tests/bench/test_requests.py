"""The measured servers do the same work, and everything can be measured."""

import itertools
import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from headstart.bench import requests
from headstart.bench.cursors import cursor
from headstart.bench.load import Load, request
from headstart.bench.production_server import (
    FLASK,
    OURS,
    SECRET,
    ProductionServer,
    production_settings,
    run_server,
)
from headstart.bench.requests import Turns, fetch
from headstart.bench.session import start_session
from headstart.core.errors import WorkspaceError
from headstart.testing.worker_databases import own_database
from tests.support.statements import execute

pytestmark = [pytest.mark.sample, pytest.mark.slow]

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
def ours(library: str) -> Iterator[ProductionServer]:
    with run_server(OURS, library) as server:
        yield server


@pytest.fixture(scope="module")
def peer(library: str) -> Iterator[ProductionServer]:
    with run_server(FLASK, library) as server:
        yield server


@pytest.fixture(scope="module")
def session(library: str) -> dict[str, str]:
    return start_session(library)


def create_book(server: ProductionServer, isbn: str, session: dict[str, str]) -> dict[str, Any]:
    book = {
        "title": "New", "isbn": isbn, "price": "12.50", "published_on": "2020-01-01", "status": "draft",
        "author_id": 1,
    }  # fmt: skip
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/books",
        json.dumps(book).encode(),
        {"Content-Type": "application/json", **session},
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - a local address
        created: dict[str, Any] = json.load(response)
    return created


@pytest.mark.parametrize("path", ["/api/books", "/api/books/7"])
def test_the_peer_returns_the_same_json(ours: ProductionServer, peer: ProductionServer, path: str) -> None:
    expected = fetch(ours, path)
    expected.pop("next_cursor", None)

    assert fetch(peer, path) == expected


def test_the_peer_creates_the_same_book(
    ours: ProductionServer, peer: ProductionServer, session: dict[str, str]
) -> None:
    books = [
        create_book(server, requests._isbn(number), session)
        for server, number in ((ours, 10**8), (peer, 10**8 + 1))
    ]

    for book in books:
        for name in ("id", "isbn", "created_at", "updated_at"):
            assert book.pop(name)
    assert books[0] == books[1]


def test_connections_are_distributed_evenly(ours: ProductionServer) -> None:
    connections = ours.connect(8)

    owners = ours._owners()
    workers = [owners[connection.getsockname()[1]] for connection in connections]
    assert sorted(workers.count(worker.pid) for worker in ours.workers()) == [4, 4]
    for connection in connections:
        connection.close()


def test_an_error_stops_the_measurement(ours: ProductionServer) -> None:
    with closing(Load(ours.connect(2))) as load, pytest.raises(WorkspaceError, match="404"):
        load.rate(itertools.repeat(request("GET", "/api/nothing")), 0.01)


def test_list_get_and_create_are_compared_with_a_bare_flask_application(
    ours: ProductionServer, peer: ProductionServer, session: dict[str, str]
) -> None:
    measurements = list(requests._compare_flask(Turns(2, 0.2), ours, peer, session))

    names = ("list of 20 books", "one book", "a new book")
    assert [each.label for each in measurements] == [f"CPU time, {name}" for name in names]
    assert all(cost > 0 for each in measurements for cost in (*each.values, *each.peer_values))


def test_the_api_accepts_the_cursors_of_the_benchmarks(ours: ProductionServer) -> None:
    page = fetch(ours, "/api/books?limit=1")
    [last] = page["items"]

    assert cursor(SECRET, "title", (last["title"], last["id"])) == page["next_cursor"]


def test_the_server_has_the_settings_of_production() -> None:
    settings = production_settings()

    assert settings["GRANIAN_INTERFACE"] == "wsgi"
    assert settings["GRANIAN_WORKERS"] == "2"
    assert settings["GRANIAN_BLOCKING_THREADS"].isdigit()
