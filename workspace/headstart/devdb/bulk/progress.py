"""Shows the progress: a bar in a terminal, lines in a pipe."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich import progress as rich
from rich.console import Console
from rich.text import Text

REPORT_INTERVAL = 5.0  # seconds

Advance = Callable[[int], None]


class Progress:
    """Shows the progress of a load."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def say(self, line: str) -> None:
        """Print a line."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def rows(self, table: str, total: int) -> Iterator[Advance]:
        """Yield a function to call with the number of rows written since the last call."""
        if not self._console.is_terminal:
            yield _RowLines(table, total, self.say).advance
            return
        with self._bar(_Rate(), rich.TimeRemainingColumn(elapsed_when_finished=True)) as bar:
            task = bar.add_task(table, total=total)
            yield lambda count: bar.advance(task, count)

    @contextmanager
    def steps(self, title: str, names: Sequence[str]) -> Iterator[Callable[[str], None]]:
        """Yield a function to call at the start of each step."""
        if not self._console.is_terminal or not names:
            yield _StepLines(title, names, self.say).begin
            return
        with self._bar(rich.TimeElapsedColumn(), rich.TextColumn("{task.fields[name]}")) as bar:
            task = bar.add_task(title, total=len(names), name="")
            yield lambda name: bar.update(task, completed=names.index(name), name=name)
            bar.update(task, completed=len(names), name="")

    def _bar(self, *columns: rich.ProgressColumn) -> rich.Progress:
        completed = rich.TextColumn("{task.completed:,.0f} of {task.total:,.0f}")
        name = rich.TextColumn("{task.description:<12}")
        return rich.Progress(name, rich.BarColumn(), completed, *columns, console=self._console)


class _Rate(rich.ProgressColumn):
    """Rows per second."""

    def render(self, task: rich.Task) -> Text:
        """Return the current rate, or the average rate at the end."""
        return Text(f"{task.finished_speed or task.speed or 0:,.0f} rows/s")


class _RowLines:
    """Prints a line every few seconds, and one at the end."""

    def __init__(self, table: str, total: int, say: Callable[[str], None]) -> None:
        self._table, self._total, self._say = table, total, say
        self._completed, self._start = 0, time.monotonic()
        self._last_report = self._start

    def advance(self, count: int) -> None:
        """Add rows, and report if it is time."""
        self._completed += count
        now = time.monotonic()
        rate = self._completed / max(now - self._start, 0.001)
        if self._completed >= self._total:
            self._say(f"{self._table}: {self._total:,} rows, {rate:,.0f} rows/s")
        elif now - self._last_report >= REPORT_INTERVAL:
            remaining = (self._total - self._completed) / rate
            completed = f"{self._completed:,} of {self._total:,} rows"
            self._say(f"{self._table}: {completed}, {rate:,.0f} rows/s, {remaining:,.0f} s left")
            self._last_report = now


class _StepLines:
    """Prints a line for a step, unless the last line was just printed."""

    def __init__(self, title: str, names: Sequence[str], say: Callable[[str], None]) -> None:
        self._title, self._names, self._say = title, names, say
        self._last_report = -REPORT_INTERVAL

    def begin(self, name: str) -> None:
        """Report the step if it is time."""
        now = time.monotonic()
        if now - self._last_report >= REPORT_INTERVAL:
            self._say(f"{self._title}: {self._names.index(name) + 1} of {len(self._names)}, {name}")
            self._last_report = now
