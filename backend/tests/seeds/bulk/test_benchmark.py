"""The benchmark measures what it says, and never a table with somebody's rows."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from seeds.bulk import benchmark
from seeds.bulk.benchmark import COPY, CREATE, LIMIT, SEED, contests, report
from seeds.bulk.loading import Order


def test_every_contestant_writes_its_rows_and_has_a_rate(
    library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "BATCH", 7)
    order, written = Order({"authors": 3, "books": 30}), []
    for name in ("_seed", "_copy", "_copy_and_index"):
        measured = getattr(benchmark.Contest, name)

        def noted(contest: benchmark.Contest, measured: Any = measured) -> None:
            measured(contest)
            written.extend(library.ask("SELECT count(*) FROM books"))

        monkeypatch.setattr(benchmark.Contest, name, noted)
    runs = list(contests(order, 2))

    assert written == [30] * 6
    assert library.ask("SELECT count(*) FROM books") == [7]
    assert all(list(run) == [SEED, COPY, LIMIT, CREATE] and min(run.values()) > 0 for run in runs)


def test_tables_that_are_not_empty_are_left_alone(library: Any) -> None:
    library.add(10)

    with pytest.raises(SystemExit, match="the tables are not empty, and this empties them"):
        list(contests(Order({"authors": 3, "books": 30}), 1))
    assert library.ask("SELECT count(*) FROM books") == [10]


def test_the_table_has_the_medians_of_rates_and_of_ratios() -> None:
    said = StringIO()
    runs = [{SEED: 80.0 * n, COPY: 100.0, LIMIT: 100.0 * n, CREATE: 1.0} for n in (1, 2, 5)]
    Console(file=said, width=110).print(report(runs, Order({"books": 1_000})))

    lines = {line[:42].strip(): line[42:].split() for line in said.getvalue().splitlines()}
    assert lines[SEED] == ["160", "1.00", "1.00", "1.00"]
    assert lines[COPY] == ["100", "1.60", "0.80", "4.00"]
    assert lines[LIMIT] == ["200", "0.80", "0.80", "0.80"]
    assert lines[CREATE] == ["1", "160.00", "80.00", "400.00"]
