"""Which tables are filled, in which order, and with how many rows each."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from factory.declarations import Maybe, SubFactory

from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.models import table_of

CHILDREN = 10  # rows for each row that they refer to

Factory = type[SQLAlchemyModelFactory]


def all_factories() -> dict[str, Factory]:
    """Return the factories by the table that each fills. Nothing lists them: a new one is a new file."""
    factories = import_module("factories")
    for module in iter_modules(factories.__path__):
        import_module(f"{factories.__name__}.{module.name}")
    found: dict[str, Factory] = {}
    for factory in _descendants(SQLAlchemyModelFactory):
        # The first one of a model: what is derived from it makes variants.
        if factory.__module__.startswith(factories.__name__) and not _meta(factory).abstract:
            found.setdefault(table_of(_meta(factory).model).name, factory)
    return found


def counts(rows: int, known: Mapping[str, Factory], table: str = "") -> dict[str, int]:
    """Return the rows of each table, what is referred to first.

    Without a table, those that nothing refers to get ``rows``. Of what they refer to there is a tenth.

    Raises:
        SeedError: there is no such table, or tables refer to one another in a circle.
    """
    if rows < 1:
        msg = f"{rows} rows cannot be made: ask for at least 1"
        raise SeedError(msg)
    if not known:
        msg = "there is no factory to make rows with: `inv new` makes one with each resource"
        raise SeedError(msg)
    if table and table not in known:
        msg = f"no factory fills a table {table}: there are {', '.join(sorted(known))}"
        raise SeedError(msg)
    parents = {name: references(factory) for name, factory in known.items()}
    leaves = parents.keys() - set().union(*parents.values())
    wanted: dict[str, int] = {}
    for name in [table] if table else sorted(leaves):
        _ask_for(name, rows, parents, wanted, ())
    if not wanted:
        msg = f"{', '.join(sorted(known))}: nothing that is not referred to; name a --table"
        raise SeedError(msg)
    metadata = table_of(_meta(next(iter(known.values()))).model).metadata
    return {each.name: wanted[each.name] for each in metadata.sorted_tables if each.name in wanted}


def references(factory: Factory) -> set[str]:
    """Return the tables whose rows a factory's rows refer to."""
    mapper, declared = _meta(factory).model.__mapper__, _meta(factory).pre_declarations
    return {
        mapper.relationships[name].mapper.local_table.name
        for name in declared
        if name in mapper.relationships and any(_sub_factories(declared[name].declaration))
    }


def _ask_for(
    table: str, rows: int, parents: Mapping[str, set[str]], wanted: dict[str, int], below: tuple[str, ...]
) -> None:
    if table in below:
        msg = f"{table} refers to itself by way of {', '.join(below)}: leave one of them out of its factory"
        raise SeedError(msg)
    if table not in parents:
        msg = f"{below[-1]} refers to {table}, which has no factory"
        raise SeedError(msg)
    wanted[table] = max(rows, wanted.get(table, 0))
    for parent in parents[table]:
        _ask_for(parent, -(-rows // CHILDREN), parents, wanted, (*below, table))


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
    return factory._meta  # noqa: SLF001 -- what Factory Boy knows of a factory
