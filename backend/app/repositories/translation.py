"""Translates database errors into domain errors, by the name of the violated constraint.

The names come from the models, so new models need no changes here.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import psycopg2
from psycopg2 import errors as postgres
from psycopg2.extensions import Diagnostics
from sqlalchemy import Column
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.schema import ColumnCollectionConstraint

from app.errors import (
    Conflict,
    DomainError,
    Fault,
    Invalid,
    SchemaMismatch,
    StillInUse,
    StorageFull,
    TimedOut,
    Unavailable,
)
from app.models.base import Base
from app.repositories.queue import JOBS

log = logging.getLogger(__name__)


def translate(context: ExceptionContext) -> DomainError | None:
    """Return the domain error that replaces a driver's error, or None to leave it as it is.

    An error without a translation is a bug: it becomes a 500 and a traceback in the log.
    """
    error = context.original_exception
    if isinstance(error, psycopg2.IntegrityError):
        return _broken_rule(error)
    if isinstance(error, psycopg2.OperationalError):
        return _failure(error)
    if isinstance(error, postgres.UndefinedColumn | postgres.UndefinedTable):
        return _missing(error)
    return None


def _failure(error: psycopg2.OperationalError) -> Unavailable:
    # As a literal, so that a line break in the text cannot forge a log entry.
    log.error("sqlstate=%s cause=%r", error.pgcode, error.diag.message_primary or str(error))
    if isinstance(error, postgres.QueryCanceled):
        return TimedOut()
    if isinstance(error, postgres.DiskFull):
        return StorageFull()
    return Unavailable("The database is not responding at the moment.")


def _missing(error: psycopg2.ProgrammingError) -> SchemaMismatch | None:
    """Return an error if a model's table or column is missing. A mistyped name in SQL is a bug."""
    words = set(re.findall(r"\w+", error.diag.message_primary or ""))
    if words.isdisjoint({*_declared_names()}):
        return None
    mismatch = SchemaMismatch()
    log.error("sqlstate=%s cause=%r %s", error.pgcode, error.diag.message_primary, mismatch.detail)
    return mismatch


def _declared_names() -> Iterator[str]:
    yield JOBS.name
    for table in Base.metadata.tables.values():
        yield from (table.name, *table.columns.keys())


def _broken_rule(error: psycopg2.IntegrityError) -> DomainError | None:
    # PostgreSQL 18 distinguishes a row that is still referenced (ON DELETE RESTRICT) from a reference to a
    # missing row. Both violate the same constraint.
    if isinstance(error, postgres.RestrictViolation):
        return StillInUse()
    columns = _columns(error.diag)
    if isinstance(error, postgres.UniqueViolation | postgres.ExclusionViolation) and columns:
        # Unique per team or user, whom no request mentions.
        names = [column.name for column in columns if "is_owner" not in column.info]
        faults = [Fault(name, "This value already exists.") for name in names]
        return Conflict(f"Another record has the same {' and '.join(names)}.", *faults)
    if isinstance(error, postgres.ForeignKeyViolation) and columns:
        faults = [Fault(column.name, "There is no such record.") for column in columns]
        return Invalid("The request refers to a record that does not exist.", *faults)
    return None


def _columns(broken: Diagnostics) -> list[Column[Any]]:
    """Return the columns of the violated constraint or unique index."""
    name = broken.table_name or ""
    tables = Base.metadata.tables
    table = tables.get(name) if name in tables else tables.get(f"{broken.schema_name}.{name}")
    if table is None:
        return []
    for rule in table.constraints:
        if isinstance(rule, ColumnCollectionConstraint) and rule.name == broken.constraint_name:
            return list(rule.columns)
    for index in table.indexes:
        if index.name == broken.constraint_name:
            # It may contain an expression, such as lower(name).
            names = set(re.findall(r"\w+", " ".join(map(str, index.expressions))))
            return [column for column in table.columns if column.name in names]
    return []
