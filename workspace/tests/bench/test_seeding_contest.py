"""The benchmark measures what it says, and never a table with somebody's rows."""

from typing import Any

import pytest

from headstart.bench import seeding_contest as benchmark
from headstart.bench.seeding_contest import COPY, CREATE, LIMIT, SEED, contests
from headstart.devdb.bulk.loading import Order


def test_every_contestant_writes_its_rows_and_has_a_rate(
    library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "BATCH", 7)
    order, written = Order({"authors": 3, "books": 30}), []
    for name in ("_seed", "_copy", "_copy_and_index"):
        measured = getattr(benchmark.Contest, name)

        def record(contest: benchmark.Contest, measured: Any = measured) -> None:
            measured(contest)
            written.extend(library.query("SELECT count(*) FROM books"))

        monkeypatch.setattr(benchmark.Contest, name, record)
    runs = list(contests(order, 2))

    assert written == [30] * 6
    assert library.query("SELECT count(*) FROM books") == [7]
    assert all(list(run) == [SEED, COPY, LIMIT, CREATE] and min(run.values()) > 0 for run in runs)


def test_tables_that_are_not_empty_are_left_alone(library: Any) -> None:
    library.add(10)

    with pytest.raises(SystemExit, match="the tables are not empty, and this empties them"):
        list(contests(Order({"authors": 3, "books": 30}), 1))
    assert library.query("SELECT count(*) FROM books") == [10]
