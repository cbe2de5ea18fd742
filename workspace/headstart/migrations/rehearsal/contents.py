"""What the columns of a database hold, condensed so that two times can be compared."""

from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal

from psycopg2 import sql
from psycopg2.extensions import cursor

from headstart.migrations.rehearsal.tables import Table, names, tables
from headstart.postgres.databases import connect


@dataclass(frozen=True)
class Values:
    """How many values a column holds, and a number that changes when one of them does."""

    count: int
    digest: Decimal


Contents = dict[tuple[str, str], Values]  # by table and column


def contents(url: str) -> Contents:
    """Read every table once."""
    found: Contents = {}
    with closing(connect(url)) as session, session, session.cursor() as rows:
        for table in tables(rows):
            found |= _values(rows, table)
    return found


def _values(rows: cursor, table: Table) -> Contents:
    if not table.columns:
        return {}
    # The key is in each digest: the same values in other rows are others.
    digest = sql.SQL("count({}), coalesce(sum(hashtextextended(ROW({})::text, 0)), 0)")
    columns = [digest.format(sql.Identifier(name), names((*table.key, name))) for name in table.columns]
    rows.execute(sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), table.identifier))
    row = rows.fetchone() or ()
    return {
        (table.label, name): Values(*row[place : place + 2])
        for name, place in zip(table.columns, range(0, len(row), 2), strict=True)
    }


def lost(before: Contents, after: Contents) -> list[str]:
    """Say which columns are there before and after and do not hold the same."""
    return [
        f"{table}.{column}"
        for (table, column), values in before.items()
        if (table, column) in after and after[table, column] != values
    ]


def dropped(before: Contents, after: Contents) -> list[tuple[str, int]]:
    """Return the columns that held values and are gone, with how many."""
    return [
        (f"{table}.{column}", values.count)
        for (table, column), values in before.items()
        if (table, column) not in after and values.count
    ]
