"""One measurement: what was measured beside what, how often, and the goal for the ratio of the two."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measurement:
    """Values of ours and of a peer; the two at the same place were measured one after the other.

    Attributes:
        what: what was measured, in a few words.
        unit: ``s``, ``ms`` or, for a rate, something that ends in ``/s``.
        values: ours, one a run.
        peer: what it is compared with: a limit, or another way to do the same.
        peer_values: the peer's, one a run, in the same unit.
        goal: the bound of the ratio: at least that of a rate, at most that of a time. None for no goal.
    """

    what: str
    unit: str
    values: tuple[float, ...]
    peer: str
    peer_values: tuple[float, ...]
    goal: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Return ours over the peer's, a run at a time: what else the machine does meets both alike."""
        return [ours / theirs for ours, theirs in zip(self.values, self.peer_values, strict=True)]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return median(self.ratios)

    @property
    def is_rate(self) -> bool:
        """Say whether more is better."""
        return self.unit.endswith("/s")

    @property
    def reached(self) -> bool | None:
        """Say whether the ratio keeps to the goal; None without one."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.is_rate else self.ratio <= self.goal


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Time two things alternately, ``runs`` times each; return the seconds of each."""
    seconds = [(timed(ours), timed(theirs)) for _ in range(runs)]
    mine, others = zip(*seconds, strict=True)
    return mine, others
