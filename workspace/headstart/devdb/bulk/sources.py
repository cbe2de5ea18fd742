"""Generates the rows of a table from its compiled factory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from factory.alchemy import SQLAlchemyModelFactory

from headstart.devdb.bulk.blocks import ROWS, Block, Span
from headstart.devdb.bulk.columns import Column
from headstart.devdb.bulk.compiler import compile_factory
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.evaluation import EvaluatedColumn, Row

CACHE_SIZE = 256  # blocks of a table, for references that read more than the identity


class Source:
    """The source of a table's rows."""

    def __init__(
        self, factory: type[SQLAlchemyModelFactory], span: Span, seed: str, sources: Mapping[str, Source]
    ) -> None:
        self.factory = factory
        self.span = span
        self.seed = seed
        self.sources = sources
        self.compiled = compile_factory(factory, span.owner)
        self.columns: Mapping[str, Column] = self.compiled.columns
        self._cached_block = lru_cache(maxsize=CACHE_SIZE)(self.block)
        # Values that are read twice must be the same.
        self._is_evaluated = any(isinstance(column, EvaluatedColumn) for column in self.columns.values())

    def block(self, first: int, count: int, attempt: int = 0) -> Block:
        """Return a block, whose values are generated on demand."""
        return Block(self, first, count, attempt)

    def row(self, identity: int) -> Row:
        """Return a row, whose values are generated on demand."""
        index = (identity - self.span.first) % ROWS
        first = identity - index
        return Row(self._cached_block(first, min(ROWS, self.span.last + 1 - first)), index)

    def lines(self, block: Block) -> list[str]:
        """Return the rows of a block in the format of COPY, with the identity first, without line ends."""
        stored = [self._texts(block, name) for name in self.compiled.stored.values()]
        identities = map(str, range(block.first, block.first + block.count))
        return list(map("\t".join, zip(identities, *stored, strict=True)))

    def _texts(self, block: Block, name: str) -> list[str]:
        column = self.columns[name]
        try:
            return column.write(block.values(name)) if self._is_evaluated else column.texts(block)
        except SeedError:
            raise
        except Exception as error:  # a factory's functions may raise anything
            reason = error if isinstance(error, ValueError) else repr(error)
            msg = f"{self.factory.__name__}.{name} fails at row {block.first:,} or soon after it: {reason}"
            raise SeedError(msg) from error
