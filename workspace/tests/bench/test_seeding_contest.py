"""The contest measures all contestants, and refuses tables with rows."""

from typing import Any

import pytest

from headstart.bench import seeding_contest as benchmark
from headstart.bench.seeding_contest import COPY, COPY_AND_INDEX, CREATE, SEED, contests
from headstart.devdb.bulk.loading import Order


def test_every_contestant_inserts_its_rows_and_has_a_rate(
    library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "BATCH", 7)
    order, row_counts = Order({"authors": 3, "books": 30}), []
    for name in ("_seed", "_copy", "_copy_and_index"):
        method = getattr(benchmark.Contest, name)

        def record(contest: benchmark.Contest, method: Any = method) -> None:
            method(contest)
            row_counts.extend(library.query("SELECT count(*) FROM books"))

        monkeypatch.setattr(benchmark.Contest, name, record)
    runs = list(contests(order, 2))

    assert row_counts == [30] * 6
    assert library.query("SELECT count(*) FROM books") == [7]
    assert all(list(run) == [SEED, COPY, COPY_AND_INDEX, CREATE] and min(run.values()) > 0 for run in runs)


def test_tables_with_rows_are_refused(library: Any) -> None:
    library.add(10)

    with pytest.raises(SystemExit, match="the tables have rows, which would be deleted"):
        list(contests(Order({"authors": 3, "books": 30}), 1))
    assert library.query("SELECT count(*) FROM books") == [10]
