"""How a column is filled, a block of rows at a time.

``values`` are what the factory would have given the model, ``texts`` the same as COPY reads them. Both may
be asked for the same block: they draw from the same random numbers, which depend on nothing but the seed,
the column and the block.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from factory.declarations import SKIP

from headstart.devdb.bulk.blocks import Block
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.text import texts

# Rows that are made by a trait: a tenth for each, and half of all at most.
SHARE_OF_A_VARIANT, SHARE_OF_ALL = 0.1, 0.5

Process = Callable[[Any], Any] | None  # from the model's value to the database's, where they differ


@dataclass
class Column(ABC):
    """One attribute of a factory."""

    name: str
    process: Process = field(repr=False)

    @abstractmethod
    def values(self, block: Block) -> list[Any]:
        """Return the values for a block."""

    def texts(self, block: Block) -> list[str]:
        """Return the same as COPY reads them."""
        return self.write(self.values(block))

    def write(self, values: Sequence[Any]) -> list[str]:
        """Return some values as COPY reads them."""
        if self.process is None:
            return texts(values)
        process = self.process
        return texts([value if value is None or value is SKIP else process(value) for value in values])


@dataclass
class Constant(Column):
    """The same value in every row."""

    value: Any

    def values(self, block: Block) -> list[Any]:
        """Return it for every row."""
        return [self.value] * block.count

    def texts(self, block: Block) -> list[str]:
        """Return it for every row, written once."""
        return self.write([self.value]) * block.count


@dataclass
class Counted(Column):
    """A function of the row's number: Factory Boy's Sequence."""

    function: Callable[[int], Any]

    def values(self, block: Block) -> list[Any]:
        """Call it for every number."""
        return list(map(self.function, block.numbers))


@dataclass
class Drawn(Column):
    """One of some values, each as likely as the others: Factory Boy's FuzzyChoice."""

    choices: Sequence[Any]

    @cached_property
    def written(self) -> list[str]:
        """The choices as COPY reads them."""
        return self.write(self.choices)

    def values(self, block: Block) -> list[Any]:
        """Draw values."""
        return block.random(self.name).choices(self.choices, k=block.count)

    def texts(self, block: Block) -> list[str]:
        """Draw the same ones, written already."""
        return block.random(self.name).choices(self.written, k=block.count)


@dataclass
class Called(Column):
    """A function that returns as many values as it is asked for, by random numbers of whatever source."""

    batch: Callable[[int], list[Any]]

    def values(self, block: Block) -> list[Any]:
        """Call it once."""
        block.random_everywhere(self.name)
        return self.batch(block.count)


@dataclass
class Iterated(Column):
    """The values of an iterator in their order, from the place where the block begins."""

    start: Callable[[], Iterator[Any]]
    position: int = 0
    iterator: Iterator[Any] | None = None

    def values(self, block: Block) -> list[Any]:
        """Go on to the block, and take its values."""
        if self.iterator is None or self.position > block.offset:
            self.iterator, self.position = self.start(), 0
        skipped = block.offset - self.position
        values = list(islice(self.iterator, skipped, skipped + block.count))
        self.position = block.offset + block.count
        if len(values) < block.count:
            msg = (
                f"the Iterator of {self.name} ends after {block.offset + len(values):,} values: let it cycle"
            )
            raise SeedError(msg)
        return values


@dataclass
class Copied(Column):
    """The same as another attribute: Factory Boy's SelfAttribute."""

    other: str

    def values(self, block: Block) -> list[Any]:
        """Return the other one's."""
        return block.values(self.other)


@dataclass
class Variant(Column):
    """Whether a row is of a variant that the factory has a trait for. No row is of two."""

    variants: Sequence[str]

    def values(self, block: Block) -> list[Any]:
        """Draw the variant of every row, from the same numbers for each of them."""
        share = min(SHARE_OF_A_VARIANT, SHARE_OF_ALL / len(self.variants))
        limits = [*(share * place for place in range(1, len(self.variants) + 1)), 1.0]
        drawn = block.random("the variants").choices([*self.variants, ""], cum_weights=limits, k=block.count)
        return [variant == self.name for variant in drawn]


@dataclass
class Either(Column):
    """One of two columns, as a third one decides: Factory Boy's Maybe, of which traits are made."""

    decider: Column
    yes: Column
    no: Column

    def values(self, block: Block) -> list[Any]:
        """Choose among both columns' values."""
        return self._chosen(block, self.yes.values(block), self.no.values(block))

    def texts(self, block: Block) -> list[str]:
        """Choose among both columns' texts."""
        return self._chosen(block, self.yes.texts(block), self.no.texts(block))

    def _chosen(self, block: Block, yes: list[Any], no: list[Any]) -> list[Any]:
        rows = zip(self.decider.values(block), yes, no, strict=True)
        return [one if decided else other for decided, one, other in rows]


@dataclass
class Reference(Column):
    """A row of another table: Factory Boy's SubFactory. Few are referred to much, most a little."""

    table: str

    def values(self, block: Block) -> list[Any]:
        """Draw rows, whose attributes can be asked for."""
        return list(map(block.source.sources[self.table].row, self._identities(block)))

    def texts(self, block: Block) -> list[str]:
        """Draw the same ones' identities."""
        return list(map(str, self._identities(block)))

    def _identities(self, block: Block) -> list[int]:
        span = block.source.sources[self.table].span
        draw = block.random(self.name).random
        # Squared: the first hundredth is referred to by a tenth of all rows.
        return [span.first + int(span.count * draw() ** 2) for _ in range(block.count)]
