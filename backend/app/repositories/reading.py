"""Records that are only read: each made of a row, without what the ORM keeps to notice changes.

That takes a third of the time. Such a record has all that an entity has; it refuses to be changed or stored.
A new record is one too: the row is what its INSERT returns.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Engine, FromClause, Row, Select, Table, and_, bindparam, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session, class_mapper

from app.models.base import Base
from app.repositories.engine import without_transaction

M = TypeVar("M", bound=Base)


class Reading(Generic[M]):
    """How the records of a model are read, each with what its relationships lead to.

    Attributes:
        columns: the model's own.
        every: selects all records. Made once: SQLAlchemy takes as long for that as PostgreSQL for the answer.
        one: selects the record with the parameter ``identity``.
        new: inserts a record, and returns it as it is stored.
    """

    def __init__(self, model: type[M], loaded: Iterable[InstrumentedAttribute[Any]]) -> None:
        self._model, self._names = model, _names(model)
        self._related = [_Related(relationship) for relationship in loaded]
        table = _table(model)
        self.columns = table.columns
        source: FromClause = table
        columns: list[ColumnElement[Any]] = list(table.columns)
        for related in self._related:
            source = source.join(related.table, related.condition(table), isouter=related.is_optional)
            columns += related.table.columns
        self.every: Select[Any] = select(*columns).select_from(source)
        self.one = self.every.where(table.columns.id == bindparam("identity"))
        self.new = insert(table).returning(*table.columns)

    def record(self, row: Row[Any]) -> M:
        """Return the record of a row of ``every`` or ``one``."""
        made = _record(self._model, self._names, row)
        place = len(self._names)
        for related in self._related:
            vars(made)[related.name] = related.record(row[place : place + related.width])
            place += related.width
        return made

    def new_record(self, row: Row[Any], related: Mapping[str, Base | None]) -> M:
        """Return the record of a row of ``new``, with what its relationships lead to."""
        made = _record(self._model, self._names, row)
        vars(made).update(related)
        return made


def rows_of(session: Session, statement: Select[Any], parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """Return the rows of a statement that only reads.

    Where the session has begun nothing, a connection is borrowed for the one statement, without the session's
    bookkeeping. It sees the same: every statement sees what was committed before it.
    """
    if isinstance(session.bind, Engine) and not session.in_transaction():
        with without_transaction(session.bind) as connection:
            return connection.execute(statement, parameters).all()
    session.flush()  # what was added or changed before is seen
    return session.connection().execute(statement, parameters).all()


class _Related:
    """What a relationship leads to, under an alias: two may lead to the same table, or to the model's own."""

    def __init__(self, relationship: InstrumentedAttribute[Any]) -> None:
        leading = relationship.property
        self.name, self._pairs = leading.key, leading.local_remote_pairs
        self.is_optional = any(local.nullable for local, _ in self._pairs)
        self._model: type[Base] = leading.mapper.class_
        self._names = _names(self._model)
        self.width = len(self._names)
        self.table: FromClause = _table(self._model).alias()

    def condition(self, table: Table) -> ColumnElement[bool]:
        return and_(
            *(table.columns[local.key] == self.table.columns[remote.key] for local, remote in self._pairs)
        )

    def record(self, values: Sequence[Any]) -> Base | None:
        # No record is without an identity: it comes from an outer join that found nothing.
        is_missing = self.is_optional and all(value is None for value in values)
        return None if is_missing else _record(self._model, self._names, values)


def _record(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    # Not made by the class: that would make it an entity, whose state SQLAlchemy keeps.
    made = model.__new__(model)
    vars(made).update(zip(names, values, strict=False))
    return made


@cache
def _names(model: type[Base]) -> list[str]:
    mapper = class_mapper(model)
    return [mapper.get_property_by_column(column).key for column in _table(model).columns]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        msg = f"{model.__name__} is not stored in a table of its own"
        raise TypeError(msg)
    return table
