"""Fixtures: rows of factories, generated without a database, and a database to store them."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import AuthorFactory
from factories.base import ModelFactory

from headstart.devdb.bulk.blocks import Span
from headstart.devdb.bulk.sources import Source
from tests.support.library import library

__all__ = ["library"]

AUTHORS = Span("authors", 101, 12_000)

MakeSource = Callable[..., Source]


@pytest.fixture
def make_source() -> MakeSource:
    """Return a function that compiles a factory of books, whose authors have the identities 101 to 12,100."""

    def make(factory: type[ModelFactory[Any]], count: int = 12_000, seed: str = "1") -> Source:
        sources: dict[str, Source] = {}
        sources["authors"] = Source(AuthorFactory, AUTHORS, seed, sources)
        sources["books"] = Source(factory, Span("books", 1, count), seed, sources)
        return sources["books"]

    return make
