import itertools
import time
from io import StringIO

import pytest
from rich.console import Console

from headstart.devdb.bulk.progress import Progress


@pytest.fixture
def _a_second_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second pass between two looks at the clock."""
    clock = itertools.count(0.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))


@pytest.mark.usefixtures("_a_second_a_look")
def test_in_a_pipe_there_is_a_line_now_and_then_and_one_at_the_end() -> None:
    said = StringIO()
    with Progress(Console(file=said)).rows("books", 1_000) as advance:
        for _ in range(10):
            advance(100)

    assert said.getvalue().splitlines() == [
        "books: 500 of 1,000 rows, 100 rows/s, 5 s left",
        "books: 1,000 rows, 100 rows/s",
    ]


@pytest.mark.usefixtures("_a_second_a_look")
def test_in_a_pipe_a_step_is_named_unless_the_one_before_was_a_moment_ago() -> None:
    said = StringIO()
    with Progress(Console(file=said)).steps("indexes", list("abcdefgh")) as begin:
        for name in "abcdefgh":
            begin(name)

    assert said.getvalue().splitlines() == ["indexes: 1 of 8, a", "indexes: 6 of 8, f"]


def test_on_a_terminal_there_is_a_bar_with_rate_and_time() -> None:
    said = StringIO()
    progress = Progress(Console(file=said, force_terminal=True, width=120, no_color=True))
    with progress.rows("books", 1_000) as advance:
        advance(1_000)
    with progress.steps("indexes", ["one", "two"]) as begin:
        begin("one")
        begin("two")
    with progress.steps("indexes", []):
        pass

    assert "books" in said.getvalue()
    assert "1,000 of 1,000" in said.getvalue()
    assert "rows/s" in said.getvalue()
    assert "2 of 2" in said.getvalue()
