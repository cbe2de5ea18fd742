"""`--shard 2/4`: the second of four parts of the tests, for several machines.

Each runner divides its own tests: pytest with pytest-split, Vitest and Playwright by themselves.
"""

import re

from headstart.core.errors import WorkspaceError
from headstart.testing.timings import TIMINGS_FILE


def pytest_options(shard: str) -> tuple[str, ...]:
    """Return the options of pytest-split, which divides the tests by the durations of their last run.

    Raises:
        WorkspaceError: it is not a shard.
    """
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", shard)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        msg = f"--shard {shard} is not valid: write for example --shard 2/4 for the second of four"
        raise WorkspaceError(msg)
    return (
        "-ppytest_split.plugin",
        f"--group={int(match[1])}",
        f"--splits={int(match[2])}",
        # Unlike pytest-split's default, it does not depend on the order of the tests, which is random.
        "--splitting-algorithm=least_duration",
        f"--durations-path={TIMINGS_FILE}",
    )
