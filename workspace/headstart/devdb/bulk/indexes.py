"""Drops indexes and foreign keys while many rows are written, and recreates them afterwards.

This is much faster than updating them row by row. All of it happens in one transaction, so that a failure
restores them. Unique indexes stay, as they detect conflicts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extensions import cursor

# Indexes with more than a definition, such as a comment or a tablespace, stay.
INDEXES = """
SELECT relation.relname, pg_get_indexdef(relation.oid)
FROM pg_index JOIN pg_class relation ON relation.oid = indexrelid
WHERE indrelid = ANY(%s::regclass[])
  AND NOT indisunique AND NOT indisclustered AND NOT indisreplident AND NOT indisexclusion AND indisvalid
  AND NOT relispartition AND reltablespace = 0 AND obj_description(relation.oid, 'pg_class') IS NULL
ORDER BY 1
"""
FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(pg_constraint.oid), relation.relname
FROM pg_constraint JOIN pg_class relation ON relation.oid = conrelid
WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
  AND obj_description(pg_constraint.oid, 'pg_constraint') IS NULL
ORDER BY 1
"""


@dataclass(frozen=True)
class DroppedObject:
    """A dropped index or foreign key, and the statement that recreates it."""

    name: str
    statement: sql.Composable


def drop_objects(rows: cursor, tables: Sequence[str]) -> list[DroppedObject]:
    """Drop the foreign keys and indexes of tables."""
    dropped = [*_foreign_keys(rows, tables), *_indexes(rows, tables)]
    return dropped[::-1]


def recreate_objects(rows: cursor, dropped: Sequence[DroppedObject]) -> Iterator[str]:
    """Recreate the objects, and yield the name of each one before."""
    for each in dropped:
        yield each.name
        rows.execute(each.statement)


def _indexes(rows: cursor, tables: Sequence[str]) -> list[DroppedObject]:
    rows.execute(INDEXES, [_quoted(tables)])
    indexes = [DroppedObject(name, sql.SQL(definition)) for name, definition in rows.fetchall()]
    for index in indexes:
        rows.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index.name)))
    return indexes


def _foreign_keys(rows: cursor, tables: Sequence[str]) -> list[DroppedObject]:
    rows.execute(FOREIGN_KEYS, [_quoted(tables)])
    foreign_keys = []
    for name, definition, table in rows.fetchall():
        names = sql.Identifier(table), sql.Identifier(name)
        rows.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*names))
        statement = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(*names) + sql.SQL(definition)
        foreign_keys.append(DroppedObject(name, statement))
    return foreign_keys


def _quoted(tables: Sequence[str]) -> list[str]:
    return [f'"{table}"' for table in tables]
