from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from factory.declarations import SKIP

from headstart.devdb.bulk.text import DEFAULT, texts
from headstart.postgres import databases


class Colour(Enum):
    RED = "r\te\\d"
    GREEN = "green"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["plain", "", "tab\tline\nreturn\rback\\slash \\N \\D", "snow \u96ea", None]),
        ("text", ["plain", "nothing special"]),
        ("numeric(10,2)", [Decimal("12.50"), Decimal(0), None]),
        ("bigint", [1, -(2**62)]),
        ("double precision", [1.5, 1e-300]),
        ("boolean", [True, False, None]),
        ("date", [date(1, 1, 1), date(2025, 12, 31)]),
        ("timestamptz", [datetime(2025, 1, 2, 3, 4, 5, 6, UTC)]),
        ("interval", [timedelta(days=-3, microseconds=7), timedelta(0)]),
        ("bytea", [b"\x00\\\n\xff"]),
        ("uuid", [UUID(int=7)]),
        ("text[]", [["a", 'quote " comma , brace } back \\ \t', "NULL", ""], [], [None]]),
        ("int[]", [[[1, 2], [3, 4]]]),
    ],
)
def test_postgresql_reads_the_written_values(database: str, kind: str, values: list[Any]) -> None:
    assert read(database, kind, texts(values)) == [
        str(value) if isinstance(value, UUID) else value for value in values
    ]


def test_an_enumeration_is_its_value(database: str) -> None:
    assert read(database, "text", texts([Colour.RED, Colour.GREEN])) == ["r\te\\d", "green"]


def test_what_a_factory_skips_is_the_columns_default(database: str) -> None:
    assert read(database, "int DEFAULT 7", texts([SKIP, 3])) == [7, 3]


def read(url: str, kind: str, lines: list[str]) -> list[Any]:
    """Let PostgreSQL read a column of lines by COPY; return the values."""
    data = "".join(f"{line}\n" for line in lines).encode()
    with closing(databases.connect(url)) as session, session.cursor() as rows:
        rows.execute(f"CREATE TEMP TABLE read (place int GENERATED ALWAYS AS IDENTITY, value {kind})")
        rows.copy_expert(f"COPY read (value) FROM STDIN (DEFAULT '{DEFAULT}')", BytesIO(data))
        rows.execute("SELECT value FROM read ORDER BY place")
        return [bytes(value) if isinstance(value, memoryview) else value for (value,) in rows.fetchall()]
