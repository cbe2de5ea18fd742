"""`--shard 2/4`: the second of four parts of the tests, for several machines.

The shards are disjoint and complete, and take about the same time according to recorded timings. Machines
with the same tests and timings compute the same shards, without communication.
"""

import re
from collections.abc import Iterable

from headstart.core.errors import WorkspaceError

DEFAULT_DURATION = 0.02  # seconds, for a test without a timing


def parse(shard: str) -> tuple[int, int]:
    """Return the number of a shard, and the number of shards.

    Raises:
        WorkspaceError: the value has another form.
    """
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", shard)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        msg = f"--shard {shard} is not valid: use, for example, --shard 2/4 for the second of four shards"
        raise WorkspaceError(msg)
    return int(match[1]), int(match[2])


def divide(tests: Iterable[str], seconds: dict[str, float], count: int) -> list[set[str]]:
    """Divide tests: the longest first, each to the shard with the smallest load.

    Args:
        tests: the names of the tests.
        seconds: the durations of tests; a missing one counts as the median.
        count: the number of shards.
    """
    median = sorted(seconds.values())[len(seconds) // 2] if seconds else DEFAULT_DURATION
    shards: list[set[str]] = [set() for _ in range(count)]
    loads = [0.0] * count
    for test in sorted(tests, key=lambda test: (-seconds.get(test, median), test)):
        smallest = loads.index(min(loads))
        shards[smallest].add(test)
        # Tests with a duration of 0 would all be added to one shard.
        loads[smallest] += max(seconds.get(test, median), 0.0001)
    return shards
