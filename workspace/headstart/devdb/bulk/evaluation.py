"""Evaluates other declarations with Factory Boy, row by row, which is slower."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factory.builder import BuildStep, StepBuilder
from factory.declarations import BaseDeclaration
from factory.enums import BUILD_STRATEGY

from headstart.devdb.bulk.blocks import Block
from headstart.devdb.bulk.columns import Column


@dataclass
class EvaluatedColumn(Column):
    """A declaration that uses other attributes of its row, or that is unknown here."""

    declaration: BaseDeclaration
    overrides: dict[str, Any]

    def values(self, block: Block) -> list[Any]:
        """Evaluate the declaration for every row."""
        block.random_everywhere(self.name)
        builder = StepBuilder(block.source.factory._meta, {}, BUILD_STRATEGY)  # noqa: SLF001 -- its API
        return [self._value(builder, Row(block, index)) for index in range(block.count)]

    def _value(self, builder: StepBuilder, row: Row) -> Any:
        step = BuildStep(builder, sequence=row.number)
        step.stub = row
        return self.declaration.evaluate_pre(instance=row, step=step, overrides=dict(self.overrides))


class Row:
    """A row as declarations see it, whose attributes are generated on demand."""

    def __init__(self, block: Block, index: int) -> None:
        self._block = block
        self._index = index

    @property
    def id(self) -> int:
        """The row's identity."""
        return self._block.first + self._index

    @property
    def number(self) -> int:
        """The number of Factory Boy's Sequence."""
        return self._block.numbers[self._index]

    def __getattr__(self, name: str) -> Any:
        if name not in self._block.source.columns:
            msg = f"{self._block.source.factory.__name__} does not declare {name}"
            raise AttributeError(msg)
        return self._block.values(name)[self._index]
