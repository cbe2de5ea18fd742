"""Compiles the declarations of a factory to columns."""

from dataclasses import dataclass, field
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from factory.declarations import Trait
from sqlalchemy import Column as TableColumn

from headstart.devdb.bulk.columns import Column, ConstantColumn, FunctionColumn, VariantColumn
from headstart.devdb.bulk.declarations import Attribute, column
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.models import column_of, is_required, owner_column, table_of

HOOKS = ("_adjust_kwargs", "_build", "_create")  # methods that a factory may override


@dataclass
class CompiledFactory:
    """A factory's columns, by attribute.

    Attributes:
        stored: the attribute of each column of the table, except for the identity.
        notes: messages about slow or ignored declarations.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def compile_factory(factory: type[SQLAlchemyModelFactory], owner: int | None = None) -> CompiledFactory:
    """Compile a factory: its declarations, the stored attributes and the defaults of other columns.

    Args:
        factory: the factory.
        owner: the ID of the team or user that all rows belong to, if they belong to one.

    Raises:
        SeedError: its rows cannot be stored.
    """
    compiled, meta = CompiledFactory(), factory._meta  # noqa: SLF001 -- Factory Boy's metadata
    for name in meta.pre_declarations:
        _name, declaration, overrides = meta.pre_declarations[name]
        compiled.columns[name] = column(Attribute(meta, name, overrides, compiled.notes), declaration)
    traits = [name for name, parameter in meta.parameters.items() if isinstance(parameter, Trait)]
    variants = [name for name in traits if name not in compiled.columns]
    compiled.columns |= {name: VariantColumn(name, None, variants) for name in variants}
    _store(compiled, meta)
    _add_defaults(compiled, meta, owner)
    compiled.notes.extend(_ignored(factory))
    return compiled


def _store(compiled: CompiledFactory, meta: Any) -> None:
    for name in compiled.columns:
        if name in meta.exclude or name in meta.parameters:
            continue
        stored = column_of(meta.model, meta.rename.get(name, name))
        if stored is None:
            compiled.notes.append(f"{meta.factory.__name__}.{name} is ignored: no column stores it")
        else:
            compiled.stored[stored.name] = name


def _add_defaults(compiled: CompiledFactory, meta: Any, owner: int | None) -> None:
    """Add the ORM's defaults of columns that the factory does not declare."""
    for stored in table_of(meta.model).columns:
        if stored.name in compiled.stored or stored.primary_key:
            continue
        if stored is owner_column(meta.model):
            default: Column | None = ConstantColumn(f"{stored.name} by default", None, owner)
        else:
            default = _default(stored)
        if default is not None:
            compiled.columns[default.name] = default
            compiled.stored[stored.name] = default.name
        elif is_required(stored):
            msg = f"{meta.factory.__name__} does not declare {stored}, which is required: declare it"
            raise SeedError(msg)


def _default(stored: TableColumn[Any]) -> Column | None:
    default: Any = stored.default
    if default is None:
        return None
    name = f"{stored.name} by default"
    if default.is_scalar:
        return ConstantColumn(name, None, default.arg)
    if default.is_callable:
        return FunctionColumn(name, None, lambda count: [default.arg(None) for _ in range(count)])
    return None


def _ignored(factory: type[SQLAlchemyModelFactory]) -> list[str]:
    """Return messages about hooks of Factory Boy that COPY does not run."""
    hooks = [
        hook
        for hook in HOOKS
        if getattr(factory, hook).__func__ is not getattr(SQLAlchemyModelFactory, hook).__func__
    ]
    after = list(factory._meta.post_declarations)  # noqa: SLF001 -- as above
    return [
        f"{factory.__name__}.{name} is ignored: it needs a record of the ORM" for name in [*hooks, *after]
    ]
