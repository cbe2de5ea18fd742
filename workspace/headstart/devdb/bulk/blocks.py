"""Blocks of rows, which can be generated independently in any process."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from factory.alchemy import SQLAlchemyModelFactory
from factory.random import get_random_state, randgen, reseed_random, set_random_state

ROWS = 5_000  # in each block


@dataclass(frozen=True)
class Span:
    """The rows to generate for a table, with consecutive identities, and that of their owner, if any."""

    table: str
    first: int
    count: int
    owner: int | None = None

    @property
    def last(self) -> int:
        """The last row's identity."""
        return self.first + self.count - 1

    def parts(self) -> Iterator[tuple[int, int]]:
        """Return the first identity and the number of rows of every block."""
        for first in range(self.first, self.last + 1, ROWS):
            yield first, min(ROWS, self.last + 1 - first)


class Attribute(Protocol):
    """An attribute of a table's rows."""

    def values(self, block: Block) -> list[Any]:
        """Return the values for a block."""
        ...


class Table(Protocol):
    """The source of a table's rows, as used by its blocks and columns."""

    factory: type[SQLAlchemyModelFactory]
    span: Span
    seed: str

    @property
    def columns(self) -> Mapping[str, Attribute]:
        """The attributes by name."""
        ...

    @property
    def sources(self) -> Mapping[str, Table]:
        """All tables by name, including those that rows refer to."""
        ...

    def row(self, identity: int) -> Any:
        """Return one row."""
        ...


@contextmanager
def preserve_random_state() -> Iterator[None]:
    """Restore the state of the random number generators afterwards.

    Values generated on demand may be cached in one process and not in another.
    """
    states = random.getstate(), get_random_state()
    yield
    random.setstate(states[0])
    set_random_state(states[1])


@dataclass
class Block:
    """Some rows of a table, and the values generated so far.

    Attributes:
        attempt: how often the rows were generated again because of unique constraints.
    """

    source: Table
    first: int
    count: int
    attempt: int = 0
    cached: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def offset(self) -> int:
        """The number of rows before the block."""
        return self.first - self.source.span.first

    @property
    def numbers(self) -> range:
        """The numbers of Factory Boy's Sequence: the identities, or higher numbers in later attempts."""
        first = self.first + self.attempt * self.source.span.count
        return range(first, first + self.count)

    def values(self, name: str) -> list[Any]:
        """Return the values of an attribute."""
        if name not in self.cached:
            with preserve_random_state():
                self.cached[name] = self.source.columns[name].values(self)
        return self.cached[name]

    def random(self, name: str) -> random.Random:
        """Return Factory Boy's random generator, seeded for an attribute of this block."""
        randgen.seed(self._key(name))
        return randgen

    def random_everywhere(self, name: str) -> None:
        """Seed all random generators that a function may use: Python's, Factory Boy's and Faker's."""
        random.seed(self._key(name))
        reseed_random(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self.source.seed}/{self.source.span.table}/{name}/{self.first}/{self.attempt}"
