"""A share of the tests, for several machines: `--shard 2/4` runs the second of four.

The shares are disjoint and complete, and take about equally long by what is recorded. Machines that have the
same tests and the same record agree on them without a word.
"""

import re
from collections.abc import Iterable

from headstart.core.errors import WorkspaceError

UNKNOWN_TEST = 0.02  # seconds, until a first run has measured it


def parse(words: str) -> tuple[int, int]:
    """Read which share of how many.

    Raises:
        WorkspaceError: it is none.
    """
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", words)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        msg = f"--shard {words} is no share of the tests: write --shard 2/4 for the second of four"
        raise WorkspaceError(msg)
    return int(found[1]), int(found[2])


def divide(tests: Iterable[str], seconds: dict[str, float], count: int) -> list[set[str]]:
    """Divide tests: the longest first, each to the share that has the least to do.

    Args:
        tests: their names.
        seconds: how long they take; one that is not in it is taken for an average one.
        count: how many shares.
    """
    unknown = sorted(seconds.values())[len(seconds) // 2] if seconds else UNKNOWN_TEST
    made: list[set[str]] = [set() for _ in range(count)]
    loads = [0.0] * count
    for test in sorted(tests, key=lambda test: (-seconds.get(test, unknown), test)):
        least = loads.index(min(loads))
        made[least].add(test)
        # A test of no length would leave all of its kind to one share.
        loads[least] += max(seconds.get(test, unknown), 0.0001)
    return made
