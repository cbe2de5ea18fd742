"""CPU time compared with a bare Flask application, and requests a second compared with fewer rows.

Both run as in production, on one database server, and are measured alternately.
"""

import itertools
import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from headstart.bench.cursors import cursor
from headstart.bench.load import Load, request
from headstart.bench.measurement import Measurement
from headstart.bench.production_server import FLASK, OURS, SECRET, ProductionServer, run_server
from headstart.bench.scratch import fill, scratch_database
from headstart.bench.session import start_session
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases

CONNECTIONS = 16
FEW, MANY = 1_000, 1_000_000
WARM_UP = 0.1  # of a run
UNIT = "requests/s"
MIN_RATIO = 0.8333  # a response may take a fifth longer

SAMPLE = project.BACKEND / "app" / "models" / "book.py"

Requests = Iterator[bytes]


@dataclass(frozen=True)
class Library:
    """An API with a number of books."""

    url: str
    books: int
    server: ProductionServer

    def first_page(self) -> str:
        """Return the first page."""
        return "/api/books"

    def deep_page(self) -> str:
        """Return a page in the middle of the list."""
        with closing(databases.connect(self.url)) as session, session.cursor() as rows:
            rows.execute(
                "SELECT title, id FROM books ORDER BY title, id OFFSET %s LIMIT 1", [self.books // 2]
            )
            [position] = rows.fetchall()
        return f"/api/books?{urlencode({'cursor': cursor(SECRET, 'title', position)})}"

    def word_search(self) -> str:
        """Return a search for a word that occurs in one of eighty titles."""
        return f"/api/books?{urlencode({'search': self._title().split()[-1], 'limit': 5})}"

    def title_search(self) -> str:
        """Return a search for a whole title, which few books have."""
        return f"/api/books?{urlencode({'search': self._title()})}"

    def short_search(self) -> str:
        """Return a search for two letters."""
        return "/api/books?search=is"

    def _title(self) -> str:
        title: str = fetch(self.server, "/api/books")["items"][-1]["title"]
        return title


def measure(runs: int = 5, seconds: float = 2.0, many: int = MANY) -> list[Measurement]:
    """Measure everything.

    Args:
        runs: the number of runs.
        seconds: the duration of a run.
        many: the number of books in the large library.

    Raises:
        WorkspaceError: the sample was dropped, whose books are requested.
    """
    if not SAMPLE.exists():
        msg = "requests are measured with the sample's books, which were dropped"
        raise WorkspaceError(msg)
    with ExitStack() as stack:
        small, large = (stack.enter_context(_library(books)) for books in (FEW, many))
        peer = stack.enter_context(run_server(FLASK, small.url))
        turns = Turns(runs, seconds)
        return [
            *_compare_sizes(turns, large, small),
            *_compare_flask(turns, small.server, peer, start_session(small.url)),
        ]


@contextmanager
def _library(books: int) -> Iterator[Library]:
    with scratch_database() as url:
        fill(url, books)
        databases.analyze(url)
        with run_server(OURS, url) as server:
            yield Library(url, books, server)


class Turns:
    """Alternating measurements of two servers."""

    def __init__(self, runs: int, seconds: float) -> None:
        self._runs, self._seconds = runs, seconds

    def rates(
        self, ours: tuple[ProductionServer, Requests], peer: tuple[ProductionServer, Requests]
    ) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the requests a second of both servers, for each run."""
        return self._pairs(self._rate, ours, peer)

    def costs(
        self, ours: tuple[ProductionServer, Requests], peer: tuple[ProductionServer, Requests]
    ) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the milliseconds of CPU time per request of both servers, for each run."""
        return self._pairs(self._cost, ours, peer)

    def _pairs(
        self,
        measure: Callable[[ProductionServer, Requests], float],
        ours: tuple[ProductionServer, Requests],
        peer: tuple[ProductionServer, Requests],
    ) -> tuple[tuple[float, ...], tuple[float, ...]]:
        pairs = [(measure(*ours), measure(*peer)) for _ in range(self._runs)]
        values, peer_values = zip(*pairs, strict=True)
        return values, peer_values

    def _cost(self, server: ProductionServer, requests: Requests) -> float:
        with closing(Load(server.connect(CONNECTIONS))) as load:
            load.rate(requests, self._seconds * WARM_UP)
            cpu_seconds, started_at = server.cpu_seconds(), time.perf_counter()
            rate = load.rate(requests, self._seconds)
            count = rate * (time.perf_counter() - started_at)
            return (server.cpu_seconds() - cpu_seconds) / count * 1000

    def _rate(self, server: ProductionServer, requests: Requests) -> float:
        with closing(Load(server.connect(CONNECTIONS))) as load:
            load.rate(requests, self._seconds * WARM_UP)
            return load.rate(requests, self._seconds)


def _compare_flask(
    turns: Turns, ours: ProductionServer, peer: ProductionServer, session: Mapping[str, str]
) -> Iterator[Measurement]:
    first = fetch(ours, "/api/books")["items"][0]
    creations = _creations(first["author"]["id"], session)
    for label, requests, goal in (
        ("list of 20 books", _repeat("/api/books"), 1.1),
        ("one book", _repeat(f"/api/books/{first['id']}"), None),
        ("a new book", creations, None),
    ):
        costs = turns.costs((ours, requests), (peer, requests))
        yield Measurement(f"CPU time, {label}", "ms", costs[0], "Flask, ORM, pydantic", costs[1], goal)


def _compare_sizes(turns: Turns, large: Library, small: Library) -> Iterator[Measurement]:
    for label, path in (
        ("first page", Library.first_page), ("deep page", Library.deep_page),
        ("search for a word", Library.word_search),
        ("search for a title", Library.title_search),
        ("search for two letters", Library.short_search),
    ):  # fmt: skip
        rates = turns.rates((large.server, _repeat(path(large))), (small.server, _repeat(path(small))))
        name, peer = f"{label}, {large.books:,} books", f"{small.books:,} books"
        yield Measurement(name, UNIT, rates[0], peer, rates[1], MIN_RATIO)


def fetch(server: ProductionServer, path: str) -> Any:
    """Return the JSON of a response."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as response:
        return json.load(response)


def _repeat(path: str) -> Requests:
    return itertools.repeat(request("GET", path))


def _creations(author: int, session: Mapping[str, str]) -> Requests:
    fields = {"title": "Measured", "price": "12.50", "published_on": "2020-01-01", "status": "draft"}
    for number in itertools.count():
        book = {**fields, "isbn": _isbn(number), "author_id": author}
        yield request("POST", "/api/books", json.dumps(book).encode(), session)


def _isbn(number: int) -> str:
    """Return the ISBN of a number; those of the demo data start with 978."""
    digits = f"979{number:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, itertools.cycle((1, 3)), strict=False))
    return f"{digits}{-total % 10}"
