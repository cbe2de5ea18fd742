"""Measurements as a table, in the terminal and in Markdown, and what became slower since the last one."""

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
WORSE = 4 / 3  # a ratio that is worse by a third is named
COLUMNS = ("what", "measured", "beside", "measured", "ratio", "goal")
ROW = re.compile(r"^\| (?P<what>.+?) \| .+? \| (?P<peer>.+?) \| .+? \| (?P<ratio>[\d.]+) \|", re.MULTILINE)

HEAD = """\
# Benchmarks

Results of `inv bench --save`. Each measurement alternates with its baseline. Ratios are the median over all
runs and carry over to other machines. Absolute values (median, minimum and maximum) are from this machine:

{machine}

"""


def table(title: str, measurements: Iterable[Measurement]) -> Table:
    """Return the table for a terminal."""
    shown = Table("", *COLUMNS, title=title, title_justify="left", box=None, pad_edge=False)
    marks = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("")}
    for each in measurements:
        shown.add_row(marks[each.reached], *map(Text, _cells(each)))
    return shown


def markdown(measurements: Iterable[Measurement]) -> str:
    """Return the document."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *map(_cells, measurements)]
    lines = (f"| {' | '.join(cells)} |" for cells in rows)
    return HEAD.format(machine=_machine()) + "\n".join(lines) + "\n"


def saved() -> dict[tuple[str, str], float]:
    """Return the ratios of the document, by what was measured beside what."""
    text = FILE.read_text("utf-8") if FILE.exists() else ""
    return {(row["what"], row["peer"]): float(row["ratio"]) for row in ROW.finditer(text)}


def slower(measurements: Sequence[Measurement], before: dict[tuple[str, str], float]) -> list[str]:
    """Name each measurement whose ratio is worse by a third than it was."""
    return [
        f"{each.what}: {each.ratio:.2f} of {each.peer}, it was {then:.2f}"
        for each in measurements
        if (then := before.get((each.what, each.peer)))
        and (then / each.ratio if each.is_rate else each.ratio / then) >= WORSE
    ]


def _cells(each: Measurement) -> tuple[str, ...]:
    bound = "" if each.goal is None else f"{'at least' if each.is_rate else 'at most'} {each.goal:g}"
    return (
        each.what,
        _spread(each.values, each.unit),
        each.peer,
        _spread(each.peer_values, each.unit),
        f"{each.ratio:.2f}",
        bound,
    )


def _spread(values: tuple[float, ...], unit: str) -> str:
    return f"{_number(median(values))} {unit} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    """Return a number with three digits, or all that it has before the point."""
    return f"{value:,.0f}" if value >= THREE_DIGITS else f"{value:.3g}"


def _machine() -> str:
    pins = project.pins()
    # Not as "Python 3": that names the pin elsewhere, and this is whichever Python measured.
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, interpreter "
        f"{platform.python_version()}, PostgreSQL {pins.postgres}."
    )
