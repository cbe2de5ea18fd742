"""Waiting for a condition, not for a guessed time."""

import time
from collections.abc import Callable

DEADLINE = 240.0  # seconds; only a test that fails waits this long


def until(condition: Callable[[], object]) -> None:
    """Return as soon as the condition is true.

    Raises:
        TimeoutError: it did not become true.
    """
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > deadline:
            msg = f"the condition did not become true within {DEADLINE:.0f} seconds"
            raise TimeoutError(msg)
        time.sleep(0.01)
