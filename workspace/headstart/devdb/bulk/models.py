"""Where the attributes of a model are stored."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table
from sqlalchemy.dialects.postgresql.psycopg2 import dialect
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipProperty
from sqlalchemy.orm.interfaces import MANYTOONE

from headstart.devdb.bulk.columns import Process
from headstart.devdb.bulk.errors import SeedError

DIALECT = dialect()  # type: ignore[no-untyped-call] # SQLAlchemy's
WHOLE_NUMBERS = (BigInteger, Integer, SmallInteger)


def table_of(model: type[Any]) -> Table:
    """Return a model's table.

    Raises:
        SeedError: its rows have no number to be referred to by.
    """
    table = model.__table__
    if not isinstance(table, Table):
        msg = f"{model.__name__} is no table"
        raise SeedError(msg)
    if [(column.name, isinstance(column.type, WHOLE_NUMBERS)) for column in table.primary_key] != [
        ("id", True)
    ]:
        msg = f"{table.name} has another key than a whole number named id: bulk seeding cannot fill it"
        raise SeedError(msg)
    return table


def column_of(model: type[Any], attribute: str) -> Column[Any] | None:
    """Return the column that an attribute is stored in: its own, or the foreign key of a relationship."""
    mapper: Mapper[Any] = model.__mapper__
    found = mapper.attrs.get(attribute)
    if isinstance(found, ColumnProperty) and isinstance(found.columns[0], Column):
        return found.columns[0]
    if isinstance(found, RelationshipProperty) and found.direction is MANYTOONE:
        [(local, _remote)] = found.local_remote_pairs or []
        return local if isinstance(local, Column) else None
    return None


def process_of(model: type[Any], attribute: str) -> Process:
    """Return what makes the database's value of an attribute's, as the ORM would."""
    if attribute in model.__mapper__.relationships:
        return lambda row: row.id
    column = column_of(model, attribute)
    if column is None:
        return None
    return column.type.dialect_impl(DIALECT).bind_processor(DIALECT)


def must_be_given(column: Column[Any]) -> bool:
    """Say whether the database has nothing to put into a column that is left out."""
    filled = column.server_default is not None or column.identity is not None or column.computed is not None
    return not (column.nullable or filled)
