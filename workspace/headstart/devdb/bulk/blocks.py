"""The rows of a table, in blocks: every block can be made by itself, in any process."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from factory.random import get_random_state, randgen, reseed_random, set_random_state

from headstart.devdb.bulk.compiler import Compiled, compile_factory
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.evaluation import Evaluated, Row

ROWS = 5_000  # in a block
KEPT = 256  # blocks of a table, for rows that refer to its rows and ask for more than their identity


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


class Source:
    """Makes the rows of a table."""

    def __init__(
        self, factory: type[SQLAlchemyModelFactory], span: Span, seed: str, sources: Mapping[str, Source]
    ) -> None:
        self.factory = factory
        self.span = span
        self.seed = seed
        self.sources = sources
        self.compiled: Compiled = compile_factory(factory)
        self.columns = self.compiled.columns
        self._kept = lru_cache(maxsize=KEPT)(self.block)
        # Then a value may be asked for twice, and must be the same.
        self._by_value = any(isinstance(column, Evaluated) for column in self.columns.values())

    def block(self, first: int, count: int, attempt: int = 0) -> Block:
        """Return a block, of which nothing is made yet."""
        return Block(self, first, count, attempt)

    def row(self, identity: int) -> Row:
        """Return one row, of which nothing is made yet."""
        place = (identity - self.span.first) % ROWS
        first = identity - place
        return Row(self._kept(first, min(ROWS, self.span.last + 1 - first)), place)

    def lines(self, block: Block) -> list[str]:
        """Return the rows of a block as COPY reads them, the identity first, each without its line's end."""
        stored = [self._texts(block, name) for name in self.compiled.stored.values()]
        identities = map(str, range(block.first, block.first + block.count))
        return list(map("\t".join, zip(identities, *stored, strict=True)))

    def _texts(self, block: Block, name: str) -> list[str]:
        column = self.columns[name]
        try:
            return column.write(block.values(name)) if self._by_value else column.texts(block)
        except SeedError:
            raise
        except Exception as error:  # whatever a factory's functions may raise
            reason = error if isinstance(error, ValueError) else repr(error)
            msg = f"{self.factory.__name__}.{name} fails at row {block.first:,} or soon after: {reason}"
            raise SeedError(msg) from error


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
        attempt: 0, or how often its rows were made anew because a value had to be unique.
    """

    source: Source
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
        """Return Factory Boy's random numbers, begun anew for an attribute of this block."""
        randgen.seed(self._key(name))
        return randgen

    def random_everywhere(self, name: str) -> None:
        """Begin anew with all random numbers that a function may draw: Python's, Factory Boy's, Faker's."""
        random.seed(self._key(name))
        reseed_random(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self.source.seed}/{self.source.span.table}/{name}/{self.first}/{self.attempt}"
