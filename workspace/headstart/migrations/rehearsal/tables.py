"""The tables of a database, as somebody who uses them knows them."""

from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extensions import cursor

TABLES = """
    SELECT oid::regclass::text, relnamespace::regnamespace::text, relname, greatest(reltuples, 0),
        ARRAY(SELECT attname::text FROM pg_attribute
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum),
        ARRAY(SELECT attname::text FROM pg_attribute JOIN pg_index ON indrelid = attrelid
            WHERE attrelid = c.oid AND indisprimary AND attnum = ANY(indkey) ORDER BY attnum)
    FROM pg_class c
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'alembic_version'
        AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
    ORDER BY 2, 3
"""


@dataclass(frozen=True)
class Table:
    """A table: its columns that can be written, and those of its primary key, which may be none."""

    label: str  # its name for people
    schema: str
    name: str
    rows: float  # what the planner believes
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def identifier(self) -> sql.Composable:
        """Its name for PostgreSQL."""
        return sql.Identifier(self.schema, self.name)


def tables(rows: cursor) -> list[Table]:
    """Return all tables of the application."""
    rows.execute(TABLES)
    return [
        Table(label, schema, name, count, tuple(columns), tuple(key))
        for label, schema, name, count, columns, key in rows.fetchall()
    ]


def names(columns: tuple[str, ...]) -> sql.Composable:
    """Return columns for PostgreSQL, with commas between them."""
    return sql.SQL(", ").join(map(sql.Identifier, columns))
