"""Waiting for something to become true, never for a guessed time."""

import time
from collections.abc import Callable

DEADLINE = 240.0  # seconds; only a test that fails waits this long


def until(condition: Callable[[], object]) -> None:
    """Return as soon as the condition holds.

    Raises:
        TimeoutError: it never did.
    """
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > deadline:
            msg = "waited in vain"
            raise TimeoutError(msg)
        time.sleep(0.01)
