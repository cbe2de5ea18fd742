"""How each kind of declaration becomes a column."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factory import declarations as boy
from factory import fuzzy

from headstart.devdb.bulk.columns import (
    Called,
    Column,
    Constant,
    Copied,
    Counted,
    Drawn,
    Either,
    Iterated,
    Process,
    Reference,
)
from headstart.devdb.bulk.evaluation import Evaluated
from headstart.devdb.bulk.models import process_of


@dataclass(frozen=True)
class Attribute:
    """An attribute whose declaration is compiled.

    Attributes:
        meta: what Factory Boy knows of the factory.
        overrides: what the factory says of a declaration's own attributes, as in ``author__name = "X"``.
        notes: where to write down what is slower than the rest, or left out.
    """

    meta: Any
    name: str
    overrides: Mapping[str, Any]
    notes: list[str]

    @property
    def process(self) -> Process:
        """What makes the database's value of the model's."""
        return process_of(self.meta.model, self.meta.rename.get(self.name, self.name))

    def note(self, what: str) -> None:
        """Write down what somebody who seeds should know of it."""
        self.notes.append(f"{self.meta.factory.__name__}.{self.name} {what}")


def column(attribute: Attribute, declaration: Any) -> Column:
    """Compile a declaration; one that is not known here is left to Factory Boy."""
    if not isinstance(declaration, boy.BaseDeclaration):
        return Constant(attribute.name, attribute.process, declaration)
    compiled = KINDS.get(type(declaration), _called)(attribute, declaration)
    return compiled or _evaluated(attribute, declaration)


def _called(attribute: Attribute, declaration: Any) -> Column | None:
    """Compile a declaration that looks at nothing but random numbers."""
    batch = _batch(declaration)
    return Called(attribute.name, attribute.process, batch) if batch else None


def _batch(declaration: Any) -> Callable[[int], list[Any]] | None:
    """Return what makes many values at a time."""
    if hasattr(declaration, "batch"):
        batch: Callable[[int], list[Any]] = declaration.batch
        return batch
    if type(declaration) is boy.LazyFunction:
        return _repeated(declaration.function)
    if isinstance(declaration, fuzzy.BaseFuzzyAttribute) and "evaluate" not in vars(type(declaration)):
        return _repeated(declaration.fuzz)
    return None


def _repeated(function: Callable[[], Any]) -> Callable[[int], list[Any]]:
    return lambda count: [function() for _ in range(count)]


def _choice(attribute: Attribute, declaration: fuzzy.FuzzyChoice) -> Column:
    if declaration.choices is None:
        # As it does itself: an iterator can be read only once.
        declaration.choices = list(declaration.choices_generator)
    getter = declaration.getter or (lambda choice: choice)
    return Drawn(attribute.name, attribute.process, list(map(getter, declaration.choices)))


def _sequence(attribute: Attribute, declaration: boy.Sequence) -> Column:
    return Counted(attribute.name, attribute.process, declaration.function)


def _iterator(attribute: Attribute, declaration: boy.Iterator) -> Column:
    def start() -> Iterator[Any]:
        # The one inside: Factory Boy's own keeps every value that it has given.
        values: Iterator[Any] = declaration.iterator_builder().iterator
        return map(declaration.getter, values) if declaration.getter else values

    return Iterated(attribute.name, attribute.process, start)


def _self_attribute(attribute: Attribute, declaration: boy.SelfAttribute) -> Column | None:
    other = declaration.attribute_name
    if declaration.depth > 1 or "." in other:
        return None
    if other in attribute.meta.pre_declarations or isinstance(
        attribute.meta.parameters.get(other), boy.Trait
    ):
        return Copied(attribute.name, attribute.process, other)
    if declaration.default is boy._UNSPECIFIED:  # noqa: SLF001 -- how it says that there is none
        return None
    return Constant(attribute.name, attribute.process, declaration.default)


def _maybe(attribute: Attribute, declaration: boy.Maybe) -> Column:
    decider = column(attribute, declaration.decider)
    yes, no = column(attribute, declaration.yes), column(attribute, declaration.no)
    if isinstance(decider, Constant):
        return yes if decider.value else no
    return Either(attribute.name, attribute.process, decider, yes, no)


def _sub_factory(attribute: Attribute, declaration: boy.SubFactory) -> Column | None:
    relationships = attribute.meta.model.__mapper__.relationships
    if attribute.name not in relationships:
        return None
    own = ", ".join({**declaration._defaults, **attribute.overrides})  # noqa: SLF001 -- its arguments
    if own:
        attribute.note(f"refers to rows as their own factory makes them: {own} is left out")
    return Reference(attribute.name, attribute.process, relationships[attribute.name].mapper.local_table.name)


def _evaluated(attribute: Attribute, declaration: boy.BaseDeclaration) -> Column:
    attribute.note(f"({type(declaration).__name__}) is evaluated a row at a time: slower")
    return Evaluated(attribute.name, attribute.process, declaration, dict(attribute.overrides))


KINDS: Mapping[type, Callable[[Attribute, Any], Column | None]] = {
    fuzzy.FuzzyChoice: _choice,
    boy.Sequence: _sequence,
    boy.Iterator: _iterator,
    boy.SelfAttribute: _self_attribute,
    boy.Maybe: _maybe,
    boy.SubFactory: _sub_factory,
}
