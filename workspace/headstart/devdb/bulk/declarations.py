"""Compiles each kind of declaration to a column."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factory import declarations as boy
from factory import fuzzy

from headstart.devdb.bulk.columns import (
    ChoiceColumn,
    Column,
    ConditionalColumn,
    ConstantColumn,
    CopiedColumn,
    FunctionColumn,
    IteratorColumn,
    Process,
    ReferenceColumn,
    SequenceColumn,
)
from headstart.devdb.bulk.evaluation import EvaluatedColumn
from headstart.devdb.bulk.models import process_of


@dataclass(frozen=True)
class Attribute:
    """An attribute of a factory, to be compiled.

    Attributes:
        meta: Factory Boy's metadata of the factory.
        overrides: arguments of the declaration, as in ``author__name = "X"``.
        notes: a list for messages about slow or ignored declarations.
    """

    meta: Any
    name: str
    overrides: Mapping[str, Any]
    notes: list[str]

    @property
    def process(self) -> Process:
        """The conversion from the model's value to the database's."""
        return process_of(self.meta.model, self.meta.rename.get(self.name, self.name))

    def note(self, text: str) -> None:
        """Add a message about this attribute."""
        self.notes.append(f"{self.meta.factory.__name__}.{self.name} {text}")


def column(attribute: Attribute, declaration: Any) -> Column:
    """Compile a declaration; unknown ones are evaluated by Factory Boy."""
    if not isinstance(declaration, boy.BaseDeclaration):
        return ConstantColumn(attribute.name, attribute.process, declaration)
    compiled = KINDS.get(type(declaration), _function)(attribute, declaration)
    return compiled or _evaluate(attribute, declaration)


def _function(attribute: Attribute, declaration: Any) -> Column | None:
    """Compile a declaration that only depends on random numbers."""
    batch = _batch(declaration)
    return FunctionColumn(attribute.name, attribute.process, batch) if batch else None


def _batch(declaration: Any) -> Callable[[int], list[Any]] | None:
    """Return a function that generates many values."""
    if hasattr(declaration, "batch"):
        batch: Callable[[int], list[Any]] = declaration.batch
        return batch
    if type(declaration) is boy.LazyFunction:
        return _repeat(declaration.function)
    if isinstance(declaration, fuzzy.BaseFuzzyAttribute) and "evaluate" not in vars(type(declaration)):
        return _repeat(declaration.fuzz)
    return None


def _repeat(function: Callable[[], Any]) -> Callable[[int], list[Any]]:
    return lambda count: [function() for _ in range(count)]


def _choice(attribute: Attribute, declaration: fuzzy.FuzzyChoice) -> Column:
    if declaration.choices is None:
        # As FuzzyChoice does: an iterator can only be read once.
        declaration.choices = list(declaration.choices_generator)
    getter = declaration.getter or (lambda choice: choice)
    return ChoiceColumn(attribute.name, attribute.process, list(map(getter, declaration.choices)))


def _sequence(attribute: Attribute, declaration: boy.Sequence) -> Column:
    return SequenceColumn(attribute.name, attribute.process, declaration.function)


def _iterator(attribute: Attribute, declaration: boy.Iterator) -> Column:
    def start() -> Iterator[Any]:
        # The inner iterator, as Factory Boy's own keeps all values in memory.
        values: Iterator[Any] = declaration.iterator_builder().iterator
        return map(declaration.getter, values) if declaration.getter else values

    return IteratorColumn(attribute.name, attribute.process, start)


def _self_attribute(attribute: Attribute, declaration: boy.SelfAttribute) -> Column | None:
    other = declaration.attribute_name
    if declaration.depth > 1 or "." in other:
        return None
    if other in attribute.meta.pre_declarations or isinstance(
        attribute.meta.parameters.get(other), boy.Trait
    ):
        return CopiedColumn(attribute.name, attribute.process, other)
    if declaration.default is boy._UNSPECIFIED:  # noqa: SLF001 -- Factory Boy's marker for no default
        return None
    return ConstantColumn(attribute.name, attribute.process, declaration.default)


def _maybe(attribute: Attribute, declaration: boy.Maybe) -> Column:
    decider = column(attribute, declaration.decider)
    yes, no = column(attribute, declaration.yes), column(attribute, declaration.no)
    if isinstance(decider, ConstantColumn):
        return yes if decider.value else no
    return ConditionalColumn(attribute.name, attribute.process, decider, yes, no)


def _sub_factory(attribute: Attribute, declaration: boy.SubFactory) -> Column | None:
    relationships = attribute.meta.model.__mapper__.relationships
    if attribute.name not in relationships:
        return None
    own = ", ".join({**declaration._defaults, **attribute.overrides})  # noqa: SLF001 -- its arguments
    if own:
        attribute.note(f"refers to rows of the other factory: {own} is ignored")
    return ReferenceColumn(
        attribute.name, attribute.process, relationships[attribute.name].mapper.local_table.name
    )


def _evaluate(attribute: Attribute, declaration: boy.BaseDeclaration) -> Column:
    attribute.note(f"({type(declaration).__name__}) is evaluated row by row, which is slower")
    return EvaluatedColumn(attribute.name, attribute.process, declaration, dict(attribute.overrides))


KINDS: Mapping[type, Callable[[Attribute, Any], Column | None]] = {
    fuzzy.FuzzyChoice: _choice,
    boy.Sequence: _sequence,
    boy.Iterator: _iterator,
    boy.SelfAttribute: _self_attribute,
    boy.Maybe: _maybe,
    boy.SubFactory: _sub_factory,
}
