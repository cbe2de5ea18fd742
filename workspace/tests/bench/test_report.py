"""What was measured, written down and read again."""

from pathlib import Path

import pytest
from rich.console import Console

from headstart.bench import report
from headstart.bench.measurement import Measurement

LIST = Measurement("list of 20", "requests/s", (600.0, 700.0, 650.0), "the driver", (1000.0,) * 3, 0.6)
START = Measurement("`inv --list`", "s", (0.22,), "Invoke alone", (0.2,), 1.3)


@pytest.fixture(autouse=True)
def file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write somewhere else."""
    path = folder / "benchmarks.md"
    monkeypatch.setattr(report, "FILE", path)
    return path


def test_what_is_written_is_read_again(file: Path) -> None:
    assert report.saved() == {}

    file.write_text(report.markdown([LIST, START]), "utf-8")

    assert report.saved() == {("list of 20", "the driver"): 0.65, ("`inv --list`", "Invoke alone"): 1.1}


def test_a_line_says_what_beside_what_how_much_and_the_goal() -> None:
    written = report.markdown([LIST])
    assert (
        "| list of 20 | 650 requests/s (600 to 700) | the driver | 1,000 requests/s (1,000 to 1,000) "
        "| 0.65 | at least 0.6 |"
    ) in written


def test_a_rate_that_fell_by_a_third_is_named() -> None:
    before = {("list of 20", "the driver"): 0.87, ("`inv --list`", "Invoke alone"): 1.1}
    assert report.slower([LIST, START], before) == ["list of 20: 0.65 of the driver, it was 0.87"]


def test_a_time_that_rose_by_a_third_is_named() -> None:
    assert report.slower([START], {("`inv --list`", "Invoke alone"): 0.8}) == [
        "`inv --list`: 1.10 of Invoke alone, it was 0.80"
    ]


def test_what_is_about_as_quick_as_it_was_or_was_never_saved_is_not_named() -> None:
    assert report.slower([LIST, START], {("list of 20", "the driver"): 0.8}) == []


def test_the_terminal_shows_a_mark_for_each_goal() -> None:
    console = Console(width=200)
    with console.capture() as shown:
        missed = Measurement("a page", "s", (3.0,), "another", (1.0,), 1.2)
        free = Measurement("a thing", "s", (3.0,), "another", (1.0,))
        console.print(report.table("requests", [LIST, missed, free]))
    marks = [line[0] for line in shown.get().splitlines()[2:]]
    assert marks == ["✓", "✗", " "]
