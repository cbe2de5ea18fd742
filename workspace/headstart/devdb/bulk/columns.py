"""Generates the values of columns, for a block of rows at a time.

``values`` are those that the factory would give the model; ``texts`` are the same in the format of COPY. Both
use the same random numbers, which only depend on the seed, the column and the block.
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

# The share of rows that use a trait, and the maximum for all traits.
TRAIT_SHARE, MAX_TRAITS_SHARE = 0.1, 0.5

Process = Callable[[Any], Any] | None  # from the model's value to the database's, if they differ


@dataclass
class Column(ABC):
    """One attribute of a factory."""

    name: str
    process: Process = field(repr=False)

    @abstractmethod
    def values(self, block: Block) -> list[Any]:
        """Return the values for a block."""

    def texts(self, block: Block) -> list[str]:
        """Return the values in the format of COPY."""
        return self.write(self.values(block))

    def write(self, values: Sequence[Any]) -> list[str]:
        """Return values in the format of COPY."""
        if self.process is None:
            return texts(values)
        process = self.process
        return texts([value if value is None or value is SKIP else process(value) for value in values])


@dataclass
class ConstantColumn(Column):
    """The same value in every row."""

    value: Any

    def values(self, block: Block) -> list[Any]:
        """Return the value for every row."""
        return [self.value] * block.count

    def texts(self, block: Block) -> list[str]:
        """Return it for every row, formatted once."""
        return self.write([self.value]) * block.count


@dataclass
class SequenceColumn(Column):
    """A function of the row's number: Factory Boy's Sequence."""

    function: Callable[[int], Any]

    def values(self, block: Block) -> list[Any]:
        """Call the function for every number."""
        return list(map(self.function, block.numbers))


@dataclass
class ChoiceColumn(Column):
    """One of several values with equal probability: Factory Boy's FuzzyChoice."""

    choices: Sequence[Any]

    @cached_property
    def choice_texts(self) -> list[str]:
        """The choices in the format of COPY."""
        return self.write(self.choices)

    def values(self, block: Block) -> list[Any]:
        """Draw values."""
        return block.random(self.name).choices(self.choices, k=block.count)

    def texts(self, block: Block) -> list[str]:
        """Draw the same values, already formatted."""
        return block.random(self.name).choices(self.choice_texts, k=block.count)


@dataclass
class FunctionColumn(Column):
    """A function that returns a number of values, using any random generator."""

    batch: Callable[[int], list[Any]]

    def values(self, block: Block) -> list[Any]:
        """Call the function."""
        block.random_everywhere(self.name)
        return self.batch(block.count)


@dataclass
class IteratorColumn(Column):
    """The values of an iterator, starting at the block's position."""

    start: Callable[[], Iterator[Any]]
    position: int = 0
    iterator: Iterator[Any] | None = None

    def values(self, block: Block) -> list[Any]:
        """Advance the iterator to the block, and take its values."""
        if self.iterator is None or self.position > block.offset:
            self.iterator, self.position = self.start(), 0
        skipped = block.offset - self.position
        values = list(islice(self.iterator, skipped, skipped + block.count))
        self.position = block.offset + block.count
        if len(values) < block.count:
            msg = (
                f"the Iterator of {self.name} ends after {block.offset + len(values):,} values: make it cycle"
            )
            raise SeedError(msg)
        return values


@dataclass
class CopiedColumn(Column):
    """A copy of another attribute: Factory Boy's SelfAttribute."""

    other: str

    def values(self, block: Block) -> list[Any]:
        """Return the values of the other attribute."""
        return block.values(self.other)


@dataclass
class VariantColumn(Column):
    """Whether a row has a trait of the factory. No row has more than one."""

    variants: Sequence[str]

    def values(self, block: Block) -> list[Any]:
        """Draw the trait of every row, with the same random numbers for all traits."""
        share = min(TRAIT_SHARE, MAX_TRAITS_SHARE / len(self.variants))
        limits = [*(share * index for index in range(1, len(self.variants) + 1)), 1.0]
        choices = block.random("the variants").choices(
            [*self.variants, ""], cum_weights=limits, k=block.count
        )
        return [variant == self.name for variant in choices]


@dataclass
class ConditionalColumn(Column):
    """One of two columns, chosen by a third one: Factory Boy's Maybe, which traits are based on."""

    decider: Column
    yes: Column
    no: Column

    def values(self, block: Block) -> list[Any]:
        """Choose from the values of both columns."""
        return self._choose(block, self.yes.values(block), self.no.values(block))

    def texts(self, block: Block) -> list[str]:
        """Choose from the texts of both columns."""
        return self._choose(block, self.yes.texts(block), self.no.texts(block))

    def _choose(self, block: Block, yes: list[Any], no: list[Any]) -> list[Any]:
        rows = zip(self.decider.values(block), yes, no, strict=True)
        return [if_true if decision else if_false for decision, if_true, if_false in rows]


@dataclass
class ReferenceColumn(Column):
    """A row of another table: Factory Boy's SubFactory. A few rows get most of the references."""

    table: str

    def values(self, block: Block) -> list[Any]:
        """Draw rows whose attributes can be read."""
        return list(map(block.source.sources[self.table].row, self._identities(block)))

    def texts(self, block: Block) -> list[str]:
        """Draw the identities of the same rows."""
        return list(map(str, self._identities(block)))

    def _identities(self, block: Block) -> list[int]:
        span = block.source.sources[self.table].span
        draw = block.random(self.name).random
        # Squared, so that a tenth of all rows refers to the first hundredth.
        return [span.first + int(span.count * draw() ** 2) for _ in range(block.count)]
