"""A measurement compared with a peer, and the goal for their ratio."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measurement:
    """Values of ours and of a peer, measured alternately.

    Attributes:
        label: what was measured.
        unit: ``s``, ``ms`` or, for a rate, a unit that ends with ``/s``.
        values: our values, one for each run.
        peer: a limit, or another way to do the same.
        peer_values: the values of the peer, one for each run, in the same unit.
        goal: the minimum ratio of a rate, or the maximum ratio of a time. None for no goal.
    """

    label: str
    unit: str
    values: tuple[float, ...]
    peer: str
    peer_values: tuple[float, ...]
    goal: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Return the ratio of each run, in which other load on the machine affects both values."""
        return [value / peer_value for value, peer_value in zip(self.values, self.peer_values, strict=True)]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return median(self.ratios)

    @property
    def is_rate(self) -> bool:
        """Return whether a higher value is better."""
        return self.unit.endswith("/s")

    @property
    def is_goal_met(self) -> bool | None:
        """Return whether the ratio meets the goal; None without a goal."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.is_rate else self.ratio <= self.goal


def measure_seconds(work: Callable[[], object]) -> float:
    """Return the duration of a call in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_alternately(
    ours: Callable[[], object], peer: Callable[[], object], runs: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Measure two calls alternately, ``runs`` times each; return the seconds of each."""
    seconds = [(measure_seconds(ours), measure_seconds(peer)) for _ in range(runs)]
    values, peer_values = zip(*seconds, strict=True)
    return values, peer_values
