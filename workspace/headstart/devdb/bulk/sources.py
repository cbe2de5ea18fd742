"""Where the rows of a table come from: its factory, compiled into columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from factory.alchemy import SQLAlchemyModelFactory

from headstart.devdb.bulk.blocks import ROWS, Block, Span
from headstart.devdb.bulk.columns import Column
from headstart.devdb.bulk.compiler import compile_factory
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.evaluation import Evaluated, Row

KEPT = 256  # blocks of a table, for rows that refer to its rows and ask for more than their identity


class Source:
    """Makes the rows of a table."""

    def __init__(
        self, factory: type[SQLAlchemyModelFactory], span: Span, seed: str, sources: Mapping[str, Source]
    ) -> None:
        self.factory = factory
        self.span = span
        self.seed = seed
        self.sources = sources
        self.compiled = compile_factory(factory)
        self.columns: Mapping[str, Column] = self.compiled.columns
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
