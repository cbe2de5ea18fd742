"""Maps the attributes of models to columns."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table
from sqlalchemy.dialects.postgresql.psycopg2 import dialect
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipProperty
from sqlalchemy.orm.interfaces import MANYTOONE

from headstart.devdb.bulk.columns import Process
from headstart.devdb.bulk.errors import SeedError

DIALECT = dialect()  # type: ignore[no-untyped-call] # SQLAlchemy's
INTEGER_TYPES = (BigInteger, Integer, SmallInteger)


def table_of(model: type[Any]) -> Table:
    """Return a model's table.

    Raises:
        SeedError: its primary key is not an integer named id.
    """
    table = model.__table__
    if not isinstance(table, Table):
        msg = f"{model.__name__} is not a table"
        raise SeedError(msg)
    if [(column.name, isinstance(column.type, INTEGER_TYPES)) for column in table.primary_key] != [
        ("id", True)
    ]:
        msg = f"{table.name} needs an integer primary key named id for bulk seeding"
        raise SeedError(msg)
    return table


def column_of(model: type[Any], attribute: str) -> Column[Any] | None:
    """Return the column of an attribute, or the foreign key of a relationship."""
    mapper: Mapper[Any] = model.__mapper__
    attribute_property = mapper.attrs.get(attribute)
    if isinstance(attribute_property, ColumnProperty) and isinstance(attribute_property.columns[0], Column):
        return attribute_property.columns[0]
    if isinstance(attribute_property, RelationshipProperty) and attribute_property.direction is MANYTOONE:
        [(local, _remote)] = attribute_property.local_remote_pairs or []
        return local if isinstance(local, Column) else None
    return None


def owner_column(model: type[Any]) -> Column[Any] | None:
    """Return the foreign key to the owner of a record, which TeamOwned and UserOwned give a model."""
    return next((column for column in table_of(model).columns if column.info.get("is_owner")), None)


def process_of(model: type[Any], attribute: str) -> Process:
    """Return the conversion from the attribute's value to the database's, as in the ORM."""
    if attribute in model.__mapper__.relationships:
        return lambda row: row.id
    column = column_of(model, attribute)
    if column is None:
        return None
    return column.type.dialect_impl(DIALECT).bind_processor(DIALECT)


def is_required(column: Column[Any]) -> bool:
    """Return whether a column needs a value, because the database has no default."""
    has_default = (
        column.server_default is not None or column.identity is not None or column.computed is not None
    )
    return not (column.nullable or has_default)
