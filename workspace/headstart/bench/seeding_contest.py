"""``python -m headstart.bench.seeding_contest``: bulk seeding compared with COPY and Factory Boy.

Each run measures all of them one after another, so that the ratios within a run are comparable. Rates are
rows a second, of all tables together: for bulk seeding from the first connection to the last VACUUM, for
the others from the first row to the last commit.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg2 import sql
from psycopg2.extensions import connection, cursor
from rich.console import Console
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.indexes import drop_objects, recreate_objects
from headstart.devdb.bulk.loading import Order
from headstart.devdb.bulk.plan import all_factories, counts
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.runner import connect, run

BATCH = 300  # records created by Factory Boy, with the records they refer to

SEED = "bulk seeding"
COPY = "COPY of a ready file, with indexes"
COPY_AND_INDEX = "COPY of a ready file, recreating indexes"
CREATE = "create_batch of Factory Boy"


@dataclass(frozen=True)
class Contest:
    """The database, the order and the files of a contest."""

    database: connection
    order: Order
    folder: Path

    def run(self) -> dict[str, float]:
        """Measure each contestant with empty tables; return the rows a second."""
        rows = self.order.rows
        rates = {SEED: rows / self._measure(self._seed)}
        self._write_files()
        rates[COPY] = rows / self._measure(self._copy)
        rates[COPY_AND_INDEX] = rows / self._measure(self._copy_and_index)
        seconds = self._measure(self._create_batch)
        rates[CREATE] = sum(self.row_counts().values()) / seconds
        return rates

    def _measure(self, contestant: Callable[[], None]) -> float:
        with self.database.cursor() as rows:
            # Tables that refer to them are empty, too.
            rows.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(self._tables))
        self.database.commit()
        start = time.perf_counter()
        contestant()
        return time.perf_counter() - start

    @property
    def _tables(self) -> sql.Composable:
        return sql.SQL(", ").join(map(sql.Identifier, self.order.counts))

    def _seed(self) -> None:
        run(self.order, Progress(Console(file=StringIO())), lambda: False)

    def _write_files(self) -> None:
        with self.database.cursor() as rows:
            for table in self.order.counts:
                with (self.folder / table).open("wb") as file:
                    rows.copy_expert(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table)), file)

    def _copy(self) -> None:
        with self.database.cursor() as rows:
            self._copy_files(rows)
        self.database.commit()

    def _copy_and_index(self) -> None:
        with self.database.cursor() as rows:
            dropped = drop_objects(rows, list(self.order.counts))
            self._copy_files(rows)
            for _name in recreate_objects(rows, dropped):
                pass
            rows.execute(sql.SQL("ANALYZE {}").format(self._tables))
        self.database.commit()

    def _copy_files(self, rows: cursor) -> None:
        for table in self.order.counts:
            with (self.folder / table).open("rb") as file:
                rows.copy_expert(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table)), file, 65_536)

    def _create_batch(self) -> None:
        factory = all_factories()[list(self.order.counts)[-1]]
        bound = import_module("factories").bound
        engine = create_engine("postgresql+psycopg2://", creator=connect, poolclass=NullPool)
        with Session(engine) as session, bound(session):
            factory.create_batch(BATCH)
            session.commit()

    def row_counts(self) -> dict[str, int]:
        """Return the number of rows of each table."""
        with self.database.cursor() as rows:
            return {table: _count(rows, table) for table in self.order.counts}


def contests(order: Order, runs: int) -> Iterator[dict[str, float]]:
    """Yield the rates of each run.

    Raises:
        SystemExit: the tables are not empty.
    """
    with closing(connect()) as database, TemporaryDirectory() as folder:
        contest = Contest(database, order, Path(folder))
        with database.cursor() as rows:
            is_used = any(_count(rows, table) for table in all_factories())
        if is_used:
            sys.exit("the tables have rows, which would be deleted: use `inv bench seed`")
        for _ in range(runs):
            yield contest.run()


def _count(rows: cursor, table: str) -> int:
    rows.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    (count,) = rows.fetchone() or (0,)
    return int(count)


def main() -> None:
    """Print the rates of each run as JSON."""
    parser = argparse.ArgumentParser(prog="python -m headstart.bench.seeding_contest")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--runs", type=int, required=True)
    args = parser.parse_args()
    try:
        order = Order(counts(args.rows, all_factories()))
    except SeedError as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps(list(contests(order, args.runs))))


if __name__ == "__main__":
    main()
