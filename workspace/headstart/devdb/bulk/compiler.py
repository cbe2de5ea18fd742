"""Turns the declarations of a factory into columns, once."""

from dataclasses import dataclass, field
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from factory.declarations import Trait
from sqlalchemy import Column as TableColumn

from headstart.devdb.bulk.columns import Called, Column, Constant, Variant
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.kinds import Attribute, column
from headstart.devdb.bulk.models import column_of, must_be_given, table_of

HOOKS = ("_adjust_kwargs", "_build", "_create")  # methods that a factory may have of its own


@dataclass
class Compiled:
    """A factory's columns, by attribute.

    Attributes:
        stored: the attribute that fills each column of the table, the identity apart.
        notes: what is slower than the rest, or left out, each in a sentence.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def compile_factory(factory: type[SQLAlchemyModelFactory]) -> Compiled:
    """Compile a factory: every declaration, then what of them is stored, and what nothing fills.

    Raises:
        SeedError: its rows could not be stored.
    """
    made, meta = Compiled(), factory._meta  # noqa: SLF001 -- what Factory Boy knows of the factory
    for name in meta.pre_declarations:
        _name, declaration, overrides = meta.pre_declarations[name]
        made.columns[name] = column(Attribute(meta, name, overrides, made.notes), declaration)
    traits = [name for name, parameter in meta.parameters.items() if isinstance(parameter, Trait)]
    variants = [name for name in traits if name not in made.columns]
    made.columns |= {name: Variant(name, None, variants) for name in variants}
    _store(made, meta)
    _fill_the_rest(made, meta)
    made.notes.extend(_left_out(factory))
    return made


def _store(made: Compiled, meta: Any) -> None:
    for name in made.columns:
        if name in meta.exclude or name in meta.parameters:
            continue
        stored = column_of(meta.model, meta.rename.get(name, name))
        if stored is None:
            made.notes.append(f"{meta.factory.__name__}.{name} is left out: no column holds it")
        else:
            made.stored[stored.name] = name


def _fill_the_rest(made: Compiled, meta: Any) -> None:
    """Fill columns that the factory says nothing of as the ORM would; the database fills the others."""
    for stored in table_of(meta.model).columns:
        if stored.name in made.stored or stored.primary_key:
            continue
        default = _default(stored)
        if default is not None:
            made.columns[default.name] = default
            made.stored[stored.name] = default.name
        elif must_be_given(stored):
            msg = f"{meta.factory.__name__} says nothing of {stored}, which may not be empty: declare it"
            raise SeedError(msg)


def _default(stored: TableColumn[Any]) -> Column | None:
    default: Any = stored.default
    if default is None:
        return None
    name = f"{stored.name} by default"
    if default.is_scalar:
        return Constant(name, None, default.arg)
    if default.is_callable:
        return Called(name, None, lambda count: [default.arg(None) for _ in range(count)])
    return None


def _left_out(factory: type[SQLAlchemyModelFactory]) -> list[str]:
    """Return what Factory Boy does around a row, and COPY does not."""
    hooks = [
        hook
        for hook in HOOKS
        if getattr(factory, hook).__func__ is not getattr(SQLAlchemyModelFactory, hook).__func__
    ]
    after = list(factory._meta.post_declarations)  # noqa: SLF001 -- as above
    return [
        f"{factory.__name__}.{name} is left out: it needs a record of the ORM" for name in [*hooks, *after]
    ]
