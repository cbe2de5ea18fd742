"""The tables of a database."""

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
    """A table: its writable columns, and those of its primary key, if any."""

    label: str  # for messages
    schema: str
    name: str
    rows: float  # the planner's estimate
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def identifier(self) -> sql.Composable:
        """The quoted name."""
        return sql.Identifier(self.schema, self.name)


def tables(rows: cursor) -> list[Table]:
    """Return all tables of the application."""
    rows.execute(TABLES)
    return [
        Table(label, schema, name, count, tuple(columns), tuple(key))
        for label, schema, name, count, columns, key in rows.fetchall()
    ]


def names(columns: tuple[str, ...]) -> sql.Composable:
    """Return a comma-separated list of quoted columns."""
    return sql.SQL(", ").join(map(sql.Identifier, columns))
