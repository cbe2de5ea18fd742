from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from app.models.book import BookStatus
from factory.declarations import SKIP
from sqlalchemy.orm import Session

from headstart.devdb.bulk.text import DEFAULT, texts


class Colour(Enum):
    RED = "r\te\\d"


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
def test_postgresql_reads_what_was_written(session: Session, kind: str, values: list[Any]) -> None:
    assert read(session, kind, texts(values)) == [
        bytes(value) if isinstance(value, memoryview) else value for value in values
    ]


def test_an_enumeration_is_its_value(session: Session) -> None:
    assert read(session, "text", texts([Colour.RED, BookStatus.DRAFT])) == ["r\te\\d", "draft"]


def test_what_a_factory_skips_is_the_columns_default(session: Session) -> None:
    assert read(session, "int DEFAULT 7", texts([SKIP, 3])) == [7, 3]


def read(session: Session, kind: str, lines: list[str]) -> list[Any]:
    """Let PostgreSQL read a column of lines by COPY; return the values."""
    rows = session.connection().connection.cursor()
    rows.execute(
        f"CREATE TEMP TABLE read (place int GENERATED ALWAYS AS IDENTITY, value {kind}) ON COMMIT DROP"
    )
    data = "".join(f"{line}\n" for line in lines).encode()
    rows.copy_expert(f"COPY read (value) FROM STDIN (DEFAULT '{DEFAULT}')", BytesIO(data))
    rows.execute("SELECT value FROM read ORDER BY place")
    return [bytes(value) if isinstance(value, memoryview) else value for (value,) in rows.fetchall()]
