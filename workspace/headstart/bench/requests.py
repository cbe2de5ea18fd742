"""Requests a second: the API beside psycopg2 without anything around it, and beside itself with fewer rows.

Both are served as in production, on one database server. They take turns, run by run.
"""

import itertools
import json
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from headstart.bench.cursors import cursors
from headstart.bench.load import Load, request
from headstart.bench.measurement import Measurement
from headstart.bench.scratch import fill, scratch_database
from headstart.bench.serving import OURS, RAW, SECRET, Served, served
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases

CONNECTIONS = 16
FEW, MANY = 1_000, 1_000_000
WARMING = 0.1  # of a run
UNIT = "requests/s"
SLOWER = 0.8333  # of the rate: each answer takes a fifth longer

SAMPLE = project.BACKEND / "app" / "models" / "book.py"

Requests = Iterator[bytes]


@dataclass(frozen=True)
class Library:
    """The API with a number of books."""

    url: str
    books: int
    server: Served

    def first(self) -> str:
        """Return the page that everybody sees."""
        return "/api/books"

    def deep(self) -> str:
        """Return a page in the middle."""
        with closing(databases.connect(self.url)) as session, session.cursor() as rows:
            rows.execute(
                "SELECT title, id FROM books ORDER BY title, id OFFSET %s LIMIT 1", [self.books // 2]
            )
            [position] = rows.fetchall()
        return f"/api/books?{urlencode({'cursor': cursors(SECRET, 'title').dumps(position)})}"

    def searched_by_word(self) -> str:
        """Return some of the books with a word that is in one title of eighty."""
        return f"/api/books?{urlencode({'search': self._title().split()[-1], 'limit': 5})}"

    def searched_by_title(self) -> str:
        """Return the page with the few books of one title: an index has to bring all its words together."""
        return f"/api/books?{urlencode({'search': self._title()})}"

    def briefly_searched(self) -> str:
        """Return the page after somebody typed two letters."""
        return "/api/books?search=is"

    def _title(self) -> str:
        title: str = answer(self.server, "/api/books")["items"][-1]["title"]
        return title


def measure(runs: int = 5, seconds: float = 2.0, many: int = MANY) -> list[Measurement]:
    """Measure all of it.

    Args:
        runs: how often.
        seconds: how long a run lasts.
        many: how many books stand for a million.

    Raises:
        WorkspaceError: the sample, whose books it asks for, was dropped.
    """
    if not SAMPLE.exists():
        msg = "requests are measured on the sample's books, which were dropped"
        raise WorkspaceError(msg)
    with ExitStack() as stack:
        small, large = (stack.enter_context(_library(books)) for books in (FEW, many))
        raw = stack.enter_context(served(RAW, small.url))
        turns = Turns(runs, seconds)
        return [*_beside_itself(turns, large, small), *_beside_psycopg2(turns, small.server, raw)]


@contextmanager
def _library(books: int) -> Iterator[Library]:
    with scratch_database() as url:
        fill(url, books)
        databases.analyze(url)
        with served(OURS, url) as server:
            yield Library(url, books, server)


class Turns:
    """How often two servers take turns, and how long each turn is."""

    def __init__(self, runs: int, seconds: float) -> None:
        self._runs, self._seconds = runs, seconds

    def rates(
        self, ours: tuple[Served, Requests], peer: tuple[Served, Requests]
    ) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the requests a second of both, a run at a time."""
        pairs = [(self._rate(*ours), self._rate(*peer)) for _ in range(self._runs)]
        mine, others = zip(*pairs, strict=True)
        return mine, others

    def _rate(self, server: Served, requests: Requests) -> float:
        with closing(Load(server.connect(CONNECTIONS))) as load:
            load.rate(requests, self._seconds * WARMING)
            return load.rate(requests, self._seconds)


def _beside_psycopg2(turns: Turns, ours: Served, raw: Served) -> Iterator[Measurement]:
    first = answer(ours, "/api/books")["items"][0]
    creations = _creations(first["author"]["id"])
    for what, requests, goal in (
        ("list of 20 books", _again("/api/books"), 0.6),
        ("one book", _again(f"/api/books/{first['id']}"), 0.6),
        ("a new book", creations, 0.5),
    ):
        rates = turns.rates((ours, requests), (raw, requests))
        yield Measurement(what, UNIT, rates[0], "psycopg2 alone", rates[1], goal)


def _beside_itself(turns: Turns, large: Library, small: Library) -> Iterator[Measurement]:
    for what, path in (
        ("first page", Library.first), ("deep page", Library.deep),
        ("page of a searched word", Library.searched_by_word),
        ("page of a searched title", Library.searched_by_title),
        ("page of a short search", Library.briefly_searched),
    ):  # fmt: skip
        rates = turns.rates((large.server, _again(path(large))), (small.server, _again(path(small))))
        name, peer = f"{what}, {large.books:,} books", f"{small.books:,} books"
        yield Measurement(name, UNIT, rates[0], peer, rates[1], SLOWER)


def answer(server: Served, path: str) -> Any:
    """Return what a server answers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        return json.load(answer)


def _again(path: str) -> Requests:
    return itertools.repeat(request("GET", path))


def _creations(author: int) -> Requests:
    fields = {"title": "Measured", "price": "12.50", "published_on": "2020-01-01", "status": "draft"}
    for number in itertools.count():
        book = {**fields, "isbn": _isbn(number), "author_id": author}
        yield request("POST", "/api/books", json.dumps(book).encode())


def _isbn(number: int) -> str:
    """Return the ISBN of a number; the seeds' begin with 978."""
    digits = f"979{number:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, itertools.cycle((1, 3)), strict=False))
    return f"{digits}{-total % 10}"
