"""The database's errors in the domain's words, by the name of the constraint that was broken.

The names come from the models: a new table needs nothing here.
"""

import psycopg2
from psycopg2 import errors as postgres
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.schema import ColumnCollectionConstraint

from app.errors import Conflict, DomainError, Fault, Invalid, StillInUse, Unavailable
from app.models.base import Base


def translate(context: ExceptionContext) -> DomainError | None:
    """Return the domain error that replaces a driver's error, or None to leave it as it is.

    What has no translation is a mistake in this code: it becomes a 500 and a traceback in the log.
    """
    error = context.original_exception
    if isinstance(error, psycopg2.IntegrityError):
        return _broken_rule(error)
    if isinstance(error, psycopg2.OperationalError):
        return Unavailable("The database does not answer at the moment.")
    return None


def _broken_rule(error: psycopg2.IntegrityError) -> DomainError | None:
    # PostgreSQL 18 tells a row that is still referred to (ON DELETE RESTRICT) from a reference to
    # nothing; the same constraint is broken by both.
    if isinstance(error, postgres.RestrictViolation):
        return StillInUse()
    columns = _columns(error.diag.table_name, error.diag.constraint_name)
    if isinstance(error, postgres.UniqueViolation) and columns:
        faults = [Fault(column, "This value is taken.") for column in columns]
        return Conflict(f"Another record has the same {' and '.join(columns)}.", *faults)
    if isinstance(error, postgres.ForeignKeyViolation) and columns:
        faults = [Fault(column, "There is no such record.") for column in columns]
        return Invalid("It refers to a record that does not exist.", *faults)
    return None


def _columns(table_name: str | None, constraint_name: str | None) -> list[str]:
    table = Base.metadata.tables.get(table_name or "")
    for constraint in table.constraints if table is not None else ():
        if isinstance(constraint, ColumnCollectionConstraint) and constraint.name == constraint_name:
            return [column.name for column in constraint.columns]
    return []
