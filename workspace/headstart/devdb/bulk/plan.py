"""Determines the tables to fill, their order and the number of rows."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from math import prod
from pkgutil import iter_modules
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from factory.declarations import Maybe, SubFactory
from sqlalchemy import Table, UniqueConstraint

from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.models import table_of

CHILDREN_PER_PARENT = 10

Factory = type[SQLAlchemyModelFactory]


def all_factories() -> dict[str, Factory]:
    """Return all factories in the package ``factories`` by their table."""
    factories = import_module("factories")
    for module in iter_modules(factories.__path__):
        import_module(f"{factories.__name__}.{module.name}")
    result: dict[str, Factory] = {}
    for factory in _descendants(SQLAlchemyModelFactory):
        # The first factory of a model: derived ones create variants.
        if factory.__module__.startswith(factories.__name__) and not _meta(factory).abstract:
            result.setdefault(table_of(_meta(factory).model).name, factory)
    return result


def counts(rows: int, factories: Mapping[str, Factory], table: str = "") -> dict[str, int]:
    """Return the number of rows of each table, with referenced tables first.

    Without a table, every table that nothing refers to gets ``rows``. Referenced tables get a tenth.

    Raises:
        SeedError: there is no such table, or tables refer to each other in a circle.
    """
    if rows < 1:
        msg = f"cannot add {rows} rows: pass at least 1"
        raise SeedError(msg)
    if not factories:
        msg = "there is no factory to generate rows: `inv new` writes one for each resource"
        raise SeedError(msg)
    if table and table not in factories:
        msg = f"there is no factory for the table {table}: use one of {', '.join(sorted(factories))}"
        raise SeedError(msg)
    parents = {name: references(factory) for name, factory in factories.items()}
    leaves = parents.keys() - set().union(*parents.values())
    result: dict[str, int] = {}
    for name in [table] if table else sorted(leaves):
        _add(name, rows, parents, result, ())
    if not result:
        msg = f"all of the tables {', '.join(sorted(factories))} are referenced by others: pass --table"
        raise SeedError(msg)
    metadata = table_of(_meta(next(iter(factories.values()))).model).metadata
    tables = [each for each in metadata.sorted_tables if each.name in result]
    return {each.name: min(result[each.name], _max_rows(each, result)) for each in tables}


def references(factory: Factory) -> set[str]:
    """Return the tables that a factory's rows refer to."""
    mapper, declarations = _meta(factory).model.__mapper__, _meta(factory).pre_declarations
    return {
        mapper.relationships[name].mapper.local_table.name
        for name in declarations
        if name in mapper.relationships and any(_sub_factories(declarations[name].declaration))
    }


def _max_rows(table: Table, counts: Mapping[str, int]) -> int:
    """Return how many rows a table can have: half the combinations of references that have to be unique.

    So a combination that is drawn at random is free half of the time.
    """
    limits = [counts[table.name]]
    for unique in (each for each in table.constraints if isinstance(each, UniqueConstraint)):
        parents = [key.column.table.name for column in unique.columns for key in column.foreign_keys]
        if len(parents) == len(unique.columns) and counts.keys() >= set(parents):
            limits.append(max(1, prod(counts[parent] for parent in parents) // 2))
    return min(limits)


def model_of(factory: Factory) -> type[Any]:
    """Return the model whose records a factory makes."""
    model: type[Any] = _meta(factory).model
    return model


def _add(
    table: str, rows: int, parents: Mapping[str, set[str]], result: dict[str, int], below: tuple[str, ...]
) -> None:
    if table in below:
        msg = f"{table} refers to itself through {', '.join(below)}: remove one of these references"
        raise SeedError(msg)
    if table not in parents:
        msg = f"{below[-1]} refers to {table}, which has no factory"
        raise SeedError(msg)
    result[table] = max(rows, result.get(table, 0))
    for parent in parents[table]:
        _add(parent, -(-rows // CHILDREN_PER_PARENT), parents, result, (*below, table))


def _sub_factories(declaration: object) -> Iterator[SubFactory]:
    if isinstance(declaration, SubFactory):
        yield declaration
    if isinstance(declaration, Maybe):
        yield from _sub_factories(declaration.yes)
        yield from _sub_factories(declaration.no)


def _descendants(factory: Factory) -> Iterator[Factory]:
    for child in factory.__subclasses__():
        yield child
        yield from _descendants(child)


def _meta(factory: Factory) -> Any:
    return factory._meta  # noqa: SLF001 -- Factory Boy's metadata
