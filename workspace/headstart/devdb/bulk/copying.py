"""Stores a block of rows with COPY, and avoids values that violate unique constraints."""

from io import BytesIO

from psycopg2 import sql
from psycopg2.errors import UniqueViolation
from psycopg2.extensions import cursor

from headstart.devdb.bulk.blocks import Block
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.sources import Source
from headstart.devdb.bulk.text import DEFAULT

MAX_ATTEMPTS = 20
INCOMING = sql.Identifier("incoming_rows")


def copy(rows: cursor, source: Source, block: Block, content: bytes) -> None:
    """Store the rows of a block.

    Raises:
        SeedError: the factory runs out of unique values.
    """
    rows.execute("SAVEPOINT block")
    try:
        _copy_to(rows, sql.Identifier(source.span.table), source, content)
    except UniqueViolation as error:
        rows.execute("ROLLBACK TO SAVEPOINT block")
        _copy_without_conflicts(rows, source, block, str(error.diag.constraint_name))
    rows.execute("RELEASE SAVEPOINT block")


def _copy_without_conflicts(rows: cursor, source: Source, block: Block, constraint: str) -> None:
    """Store a block with conflicts: such rows are generated again, with higher numbers."""
    table = sql.Identifier(source.span.table)
    names = {"incoming": INCOMING, "table": table, "columns": _columns(source)}
    rows.execute(sql.SQL("CREATE TEMP TABLE {incoming} (LIKE {table} INCLUDING DEFAULTS)").format(**names))
    insert = sql.SQL(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {incoming} "
        "ON CONFLICT DO NOTHING RETURNING id"
    ).format(**names)
    missing = set(range(block.first, block.first + block.count))
    for attempt in range(MAX_ATTEMPTS):
        retry = source.block(block.first, block.count, attempt)
        lines = [line for index, line in enumerate(source.lines(retry)) if block.first + index in missing]
        _copy_to(rows, INCOMING, source, "".join(f"{line}\n" for line in lines).encode())
        rows.execute(insert)
        missing.difference_update(identity for (identity,) in rows.fetchall())
        if not missing:
            rows.execute(sql.SQL("DROP TABLE {}").format(INCOMING))
            return
        rows.execute(sql.SQL("TRUNCATE {}").format(INCOMING))
    msg = f"{source.factory.__name__} runs out of values for {constraint}: use a Sequence"
    raise SeedError(msg)


def _copy_to(rows: cursor, table: sql.Identifier, source: Source, content: bytes) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (DEFAULT {})")
    rows.copy_expert(statement.format(table, _columns(source), sql.Literal(DEFAULT)), BytesIO(content))


def _columns(source: Source) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, ["id", *source.compiled.stored]))
