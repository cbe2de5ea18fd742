"""Measurements as a table, in the terminal and in Markdown, and regressions since the saved ones."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from rich.table import Table
from rich.text import Text

from headstart.bench.measurement import Measurement
from headstart.core import project

DOCS = Path("workspace", "docs") if project.has_tooling_source() else Path("docs")
FILE = project.ROOT / DOCS / "benchmarks.md"
THREE_DIGITS = 100
MAX_FACTOR = 4 / 3  # by which a ratio may be worse than the saved one
COLUMNS = ("measurement", "result", "compared with", "result", "ratio", "goal")
ROW = re.compile(r"^\| (?P<label>.+?) \| .+? \| (?P<peer>.+?) \| .+? \| (?P<ratio>[\d.]+) \|", re.MULTILINE)

HEAD = """\
# Benchmarks

Results of `inv bench --save`. Each measurement alternates with its baseline. Ratios are the median over all
runs and carry over to other machines. Absolute values (median, minimum and maximum) are from this machine:

{machine}

"""


def table(title: str, measurements: Iterable[Measurement]) -> Table:
    """Return the table for a terminal."""
    result = Table("", *COLUMNS, title=title, title_justify="left", box=None, pad_edge=False)
    marks = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("")}
    for each in measurements:
        result.add_row(marks[each.is_goal_met], *map(Text, _cells(each)))
    return result


def markdown(measurements: Iterable[Measurement]) -> str:
    """Return the document."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *map(_cells, measurements)]
    lines = (f"| {' | '.join(cells)} |" for cells in rows)
    return HEAD.format(machine=_machine()) + "\n".join(lines) + "\n"


def saved_ratios() -> dict[tuple[str, str], float]:
    """Return the ratios in the document by label and peer."""
    text = FILE.read_text("utf-8") if FILE.exists() else ""
    return {(row["label"], row["peer"]): float(row["ratio"]) for row in ROW.finditer(text)}


def regressions(measurements: Sequence[Measurement], saved: dict[tuple[str, str], float]) -> list[str]:
    """Describe each measurement whose ratio is worse than the saved one by more than a third."""
    return [
        f"{each.label}: {each.ratio:.2f} of {each.peer}, before {before:.2f}"
        for each in measurements
        if (before := saved.get((each.label, each.peer)))
        and (before / each.ratio if each.is_rate else each.ratio / before) >= MAX_FACTOR
    ]


def _cells(each: Measurement) -> tuple[str, ...]:
    bound = "" if each.goal is None else f"{'at least' if each.is_rate else 'at most'} {each.goal:g}"
    return (
        each.label,
        _spread(each.values, each.unit),
        each.peer,
        _spread(each.peer_values, each.unit),
        f"{each.ratio:.2f}",
        bound,
    )


def _spread(values: tuple[float, ...], unit: str) -> str:
    return f"{_number(median(values))} {unit} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    """Return a number with three significant digits, or rounded to an integer if it is large."""
    return f"{value:,.0f}" if value >= THREE_DIGITS else f"{value:.3g}"


def _machine() -> str:
    pins = project.pins()
    # Not "Python 3…", which would be compared with the pin.
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, interpreter "
        f"{platform.python_version()}, PostgreSQL {pins.postgres}."
    )
