"""Blocks of rows: every block can be made by itself, in any process."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from factory.alchemy import SQLAlchemyModelFactory
from factory.random import get_random_state, randgen, reseed_random, set_random_state

ROWS = 5_000  # in a block


@dataclass(frozen=True)
class Span:
    """The rows to make of a table: their identities follow one another."""

    table: str
    first: int
    count: int

    @property
    def last(self) -> int:
        """The last row's identity."""
        return self.first + self.count - 1

    def parts(self) -> Iterator[tuple[int, int]]:
        """Return the first identity and the number of rows of every block."""
        for first in range(self.first, self.last + 1, ROWS):
            yield first, min(ROWS, self.last + 1 - first)


class Attribute(Protocol):
    """An attribute of a table's rows, as a block sees it."""

    def values(self, block: Block) -> list[Any]:
        """Return its values for a block."""
        ...


class Table(Protocol):
    """What the rows of a table are made from, as its blocks and their columns see it."""

    factory: type[SQLAlchemyModelFactory]
    span: Span
    seed: str

    @property
    def columns(self) -> Mapping[str, Attribute]:
        """The attributes by name."""
        ...

    @property
    def sources(self) -> Mapping[str, Table]:
        """All tables by name: what rows refer to is among them."""
        ...

    def row(self, identity: int) -> Any:
        """Return one row."""
        ...


@contextmanager
def kept_random() -> Iterator[None]:
    """Have random numbers go on afterwards as if none had been drawn.

    What is made because a declaration asks for it may be known to one process and not to another.
    """
    states = random.getstate(), get_random_state()
    yield
    random.setstate(states[0])
    set_random_state(states[1])


@dataclass
class Block:
    """Some rows of a table, and what is known of them so far.

    Attributes:
        attempt: 0, or how often its rows were made again because a value had to be unique.
    """

    source: Table
    first: int
    count: int
    attempt: int = 0
    known: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def offset(self) -> int:
        """How many rows there are before it."""
        return self.first - self.source.span.first

    @property
    def numbers(self) -> range:
        """What Factory Boy's Sequence counts: the identities, and in another attempt higher numbers."""
        first = self.first + self.attempt * self.source.span.count
        return range(first, first + self.count)

    def values(self, name: str) -> list[Any]:
        """Return the values of an attribute."""
        if name not in self.known:
            with kept_random():
                self.known[name] = self.source.columns[name].values(self)
        return self.known[name]

    def random(self, name: str) -> random.Random:
        """Return Factory Boy's random numbers, started again for an attribute of this block."""
        randgen.seed(self._key(name))
        return randgen

    def random_everywhere(self, name: str) -> None:
        """Start again with all random numbers that a function may draw: Python's, Factory Boy's, Faker's."""
        random.seed(self._key(name))
        reseed_random(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self.source.seed}/{self.source.span.table}/{name}/{self.first}/{self.attempt}"
