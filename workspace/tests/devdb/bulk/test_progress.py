import itertools
import time
from io import StringIO

import pytest
from rich.console import Console

from headstart.devdb.bulk.progress import Progress


@pytest.fixture
def _advancing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Advance the clock by a second with each look."""
    clock = itertools.count(0.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))


@pytest.mark.usefixtures("_advancing_clock")
def test_in_a_pipe_a_line_is_printed_every_few_seconds() -> None:
    output = StringIO()
    with Progress(Console(file=output)).rows("books", 1_000) as advance:
        for _ in range(10):
            advance(100)

    assert output.getvalue().splitlines() == [
        "books: 500 of 1,000 rows, 100 rows/s, 5 s left",
        "books: 1,000 rows, 100 rows/s",
    ]


@pytest.mark.usefixtures("_advancing_clock")
def test_in_a_pipe_steps_are_not_printed_too_often() -> None:
    output = StringIO()
    with Progress(Console(file=output)).steps("indexes", list("abcdefgh")) as begin:
        for name in "abcdefgh":
            begin(name)

    assert output.getvalue().splitlines() == ["indexes: 1 of 8, a", "indexes: 6 of 8, f"]


def test_on_a_terminal_there_is_a_bar_with_rate_and_time() -> None:
    output = StringIO()
    progress = Progress(Console(file=output, force_terminal=True, width=120, no_color=True))
    with progress.rows("books", 1_000) as advance:
        advance(1_000)
    with progress.steps("indexes", ["one", "two"]) as begin:
        begin("one")
        begin("two")
    with progress.steps("indexes", []):
        pass

    assert "books" in output.getvalue()
    assert "1,000 of 1,000" in output.getvalue()
    assert "rows/s" in output.getvalue()
    assert "2 of 2" in output.getvalue()
