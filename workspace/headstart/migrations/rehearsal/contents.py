"""Digests of the columns of a database, to compare its contents at two times."""

from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal

from psycopg2 import sql
from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.tables import Table, names, tables
from headstart.postgres.databases import connect


@dataclass(frozen=True)
class Values:
    """The number of values in a column, and a digest of them."""

    count: int
    digest: Decimal


Contents = dict[tuple[str, str], Values]  # by table and column


def contents(url: str) -> Contents:
    """Read every table once."""
    result: Contents = {}
    with closing(connect(url)) as session, session, session.cursor() as rows:
        for table in tables(rows):
            result |= _values(rows, table)
    return result


def _values(rows: cursor, table: Table) -> Contents:
    if not table.columns:
        return {}
    # Each digest includes the primary key, as the values belong to rows.
    digest = sql.SQL("count({}), coalesce(sum(hashtextextended(ROW({})::text, 0)), 0)")
    columns = [digest.format(sql.Identifier(name), names((*table.key, name))) for name in table.columns]
    rows.execute(sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), table.identifier))
    row = rows.fetchone() or ()
    return {
        (table.label, name): Values(*row[index : index + 2])
        for name, index in zip(table.columns, range(0, len(row), 2), strict=True)
    }


def changed_columns(before: Contents, after: Contents) -> list[str]:
    """Return the columns that exist before and after, with different values."""
    return [
        f"{table}.{column}"
        for (table, column), values in before.items()
        if (table, column) in after and after[table, column] != values
    ]


def dropped_columns(before: Contents, after: Contents) -> list[tuple[str, int]]:
    """Return the dropped columns that had values, with their number."""
    return [
        (f"{table}.{column}", values.count)
        for (table, column), values in before.items()
        if (table, column) not in after and values.count
    ]
