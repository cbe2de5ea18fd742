"""`--shard 2/4`: the second of four parts of the tests, for several machines.

Shards are disjoint and complete, and take about equally long according to what is recorded. Machines that
have the same tests and the same record agree on them without talking to each other.
"""

import re
from collections.abc import Iterable

from headstart.core.errors import WorkspaceError

UNKNOWN_TEST = 0.02  # seconds, until a first run has measured it


def parse(shard: str) -> tuple[int, int]:
    """Read the number of a shard and how many there are.

    Raises:
        WorkspaceError: it is not a shard.
    """
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", shard)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        msg = f"--shard {shard} is not a shard of the tests: write --shard 2/4 for the second of four"
        raise WorkspaceError(msg)
    return int(found[1]), int(found[2])


def divide(tests: Iterable[str], seconds: dict[str, float], count: int) -> list[set[str]]:
    """Divide tests: the longest first, each to the shard that has the least to do.

    Args:
        tests: their names.
        seconds: how long they take; one that is missing counts as an average one.
        count: the number of shards.
    """
    unknown = sorted(seconds.values())[len(seconds) // 2] if seconds else UNKNOWN_TEST
    shards: list[set[str]] = [set() for _ in range(count)]
    loads = [0.0] * count
    for test in sorted(tests, key=lambda test: (-seconds.get(test, unknown), test)):
        least = loads.index(min(loads))
        shards[least].add(test)
        # Tests of no length would all end up in one shard.
        loads[least] += max(seconds.get(test, unknown), 0.0001)
    return shards
