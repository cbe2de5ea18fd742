"""How far it is: a bar on a terminal, a line now and then in a pipe."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich import progress as rich
from rich.console import Console
from rich.text import Text

SPEAK_EVERY = 5.0  # seconds

Advance = Callable[[int], None]


class Progress:
    """Tells the person who waits."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def say(self, line: str) -> None:
        """Print a line."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def rows(self, table: str, total: int) -> Iterator[Advance]:
        """Yield a function that is told how many rows of a table have been written since the last time."""
        if not self._console.is_terminal:
            yield _RowLines(table, total, self.say).advance
            return
        with self._bar(_Rate(), rich.TimeRemainingColumn(elapsed_when_finished=True)) as bar:
            task = bar.add_task(table, total=total)
            yield lambda count: bar.advance(task, count)

    @contextmanager
    def steps(self, what: str, names: Sequence[str]) -> Iterator[Callable[[str], None]]:
        """Yield a function that is told which step begins, of some that take unequally long."""
        if not self._console.is_terminal or not names:
            yield _StepLines(what, names, self.say).begin
            return
        with self._bar(rich.TimeElapsedColumn(), rich.TextColumn("{task.fields[name]}")) as bar:
            task = bar.add_task(what, total=len(names), name="")
            yield lambda name: bar.update(task, completed=names.index(name), name=name)
            bar.update(task, completed=len(names), name="")

    def _bar(self, *columns: rich.ProgressColumn) -> rich.Progress:
        done = rich.TextColumn("{task.completed:,.0f} of {task.total:,.0f}")
        name = rich.TextColumn("{task.description:<12}")
        return rich.Progress(name, rich.BarColumn(), done, *columns, console=self._console)


class _Rate(rich.ProgressColumn):
    """Rows a second."""

    def render(self, task: rich.Task) -> Text:
        """Return the rate of late, and of the whole when it is over."""
        return Text(f"{task.finished_speed or task.speed or 0:,.0f} rows/s")


class _RowLines:
    """A line every few seconds, and one at the end."""

    def __init__(self, table: str, total: int, say: Callable[[str], None]) -> None:
        self._table, self._total, self._say = table, total, say
        self._done, self._began = 0, time.monotonic()
        self._spoke = self._began

    def advance(self, count: int) -> None:
        """Count, and speak if it is time to."""
        self._done += count
        now = time.monotonic()
        rate = self._done / max(now - self._began, 0.001)
        if self._done >= self._total:
            self._say(f"{self._table}: {self._total:,} rows, {rate:,.0f} rows/s")
        elif now - self._spoke >= SPEAK_EVERY:
            left = (self._total - self._done) / rate
            done = f"{self._done:,} of {self._total:,} rows"
            self._say(f"{self._table}: {done}, {rate:,.0f} rows/s, {left:,.0f} s left")
            self._spoke = now


class _StepLines:
    """A line for a step that begins, unless the one before was a moment ago."""

    def __init__(self, what: str, names: Sequence[str], say: Callable[[str], None]) -> None:
        self._what, self._names, self._say = what, names, say
        self._spoke = -SPEAK_EVERY

    def begin(self, name: str) -> None:
        """Speak if it is time to."""
        now = time.monotonic()
        if now - self._spoke >= SPEAK_EVERY:
            self._say(f"{self._what}: {self._names.index(name) + 1} of {len(self._names)}, {name}")
            self._spoke = now
