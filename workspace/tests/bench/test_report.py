"""The report of measurements, written and read."""

from pathlib import Path

import pytest
from rich.console import Console

from headstart.bench import report
from headstart.bench.measurement import Measurement

LIST = Measurement("list of 20", "requests/s", (600.0, 700.0, 650.0), "the driver", (1000.0,) * 3, 0.6)
START = Measurement("`inv --list`", "s", (0.22,), "Invoke alone", (0.2,), 1.3)


@pytest.fixture(autouse=True)
def file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Replace the path of the document."""
    path = folder / "benchmarks.md"
    monkeypatch.setattr(report, "FILE", path)
    return path


def test_saved_ratios_are_read(file: Path) -> None:
    assert report.saved_ratios() == {}

    file.write_text(report.markdown([LIST, START]), "utf-8")

    assert report.saved_ratios() == {
        ("list of 20", "the driver"): 0.65,
        ("`inv --list`", "Invoke alone"): 1.1,
    }


def test_a_row_has_label_results_peer_ratio_and_goal() -> None:
    text = report.markdown([LIST])
    assert (
        "| list of 20 | 650 requests/s (600 to 700) | the driver | 1,000 requests/s (1,000 to 1,000) "
        "| 0.65 | at least 0.6 |"
    ) in text


def test_a_rate_that_fell_by_a_third_is_a_regression() -> None:
    saved = {("list of 20", "the driver"): 0.87, ("`inv --list`", "Invoke alone"): 1.1}
    assert report.regressions([LIST, START], saved) == ["list of 20: 0.65 of the driver, before 0.87"]


def test_a_time_that_rose_by_a_third_is_a_regression() -> None:
    assert report.regressions([START], {("`inv --list`", "Invoke alone"): 0.8}) == [
        "`inv --list`: 1.10 of Invoke alone, before 0.80"
    ]


def test_small_changes_and_new_measurements_are_no_regressions() -> None:
    assert report.regressions([LIST, START], {("list of 20", "the driver"): 0.8}) == []


def test_the_terminal_shows_a_mark_for_each_goal() -> None:
    console = Console(width=200)
    with console.capture() as capture:
        missed = Measurement("a page", "s", (3.0,), "another", (1.0,), 1.2)
        without_goal = Measurement("a thing", "s", (3.0,), "another", (1.0,))
        console.print(report.table("requests", [LIST, missed, without_goal]))
    marks = [line[0] for line in capture.get().splitlines()[2:]]
    assert marks == ["✓", "✗", " "]
