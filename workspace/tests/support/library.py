"""The sample's tables, for tests of bulk seeding."""

from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import psycopg2
import pytest
from rich.console import Console

from headstart.devdb.bulk.loading import Order
from headstart.devdb.bulk.plan import all_factories, counts
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.runner import run

CHECKSUM = """
SELECT md5(string_agg((to_jsonb(t) - 'created_at' - 'updated_at')::text, ',' ORDER BY id))
FROM table_name t
"""


@dataclass
class Library:
    """A database for one test, to be seeded in bulk."""

    url: str
    output: StringIO = field(default_factory=StringIO)

    def add(self, books: int, seed: str = "1", processes: int = 0) -> None:
        """Add books and a tenth as many authors."""
        order = Order(counts(books, all_factories()), seed, processes)
        run(order, Progress(Console(file=self.output, width=200)), lambda: False)

    def query(self, statement: str) -> list[Any]:
        """Run a statement and commit; return the rows, or the values if there is only one column."""
        with closing(psycopg2.connect(self.url)) as session, session, session.cursor() as rows:
            rows.execute(statement)
            records = rows.fetchall() if rows.description else []
        return [record[0] if len(record) == 1 else record for record in records]

    def checksum(self) -> list[Any]:
        """Return checksums of all rows, without the times of creation."""
        return [self.query(CHECKSUM.replace("table_name", table)) for table in ("authors", "books")]

    def schema(self) -> list[Any]:
        """Return every index and constraint with its OID, which changes when it is recreated."""
        return self.query(
            "SELECT pg_get_indexdef(indexrelid), indexrelid::int FROM pg_index"
            " WHERE indrelid IN ('books'::regclass, 'authors'::regclass)"
            " UNION ALL SELECT conname || pg_get_constraintdef(oid), oid::int FROM pg_constraint"
            " WHERE conrelid IN ('books'::regclass, 'authors'::regclass) ORDER BY 1"
        )


@pytest.fixture
def library(migrated: str) -> Library:
    """Return a migrated and empty database, which is in DATABASE_URL too."""
    return Library(migrated)
