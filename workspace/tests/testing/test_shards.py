"""`--shard`: parts of the tests for several machines, disjoint, complete and of about equal duration."""

import random
import re
import sys

import pytest

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.testing import shards, suites

SECONDS = {f"test_{n}": random.Random(n).paretovariate(1.2) / 10 for n in range(300)}  # noqa: S311 - no secret
NEW = {f"test_new_{n}" for n in range(20)}


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shards_are_disjoint_complete_and_balanced(count: int) -> None:
    tests = SECONDS.keys() | NEW
    parts = shards.divide(tests, SECONDS, count)
    assert sorted(test for shard in parts for test in shard) == sorted(tests)
    loads = [sum(SECONDS.get(test, 0.1) for test in shard) for shard in parts]
    assert max(loads) <= 1.1 * min(loads)


def test_machines_with_another_order_of_tests_agree() -> None:
    shuffled = random.Random(1).sample(sorted(SECONDS), len(SECONDS))  # noqa: S311 - no secret
    assert shards.divide(shuffled, SECONDS, 4) == shards.divide(SECONDS, SECONDS, 4)


@pytest.mark.parametrize("seconds", [{}, dict.fromkeys(SECONDS, 0.0)])
def test_without_timings_all_shards_have_the_same_size(seconds: dict[str, float]) -> None:
    assert {len(shard) for shard in shards.divide(SECONDS, seconds, 3)} == {100}


@pytest.mark.parametrize("shard", ["0/4", "5/4", "a/b", "1", "1/0", "-1/4", "1/4/2", "1 / 4", "²/4", ""])
def test_an_invalid_shard_is_refused(shard: str) -> None:
    with pytest.raises(WorkspaceError, match=f"--shard {re.escape(shard)} is not valid: "):
        shards.parse(shard)


def test_shards_of_real_tests_are_disjoint_and_complete() -> None:
    folder = "workspace/tests/testing"

    def collect(*args: str) -> list[str]:
        completed = commands.run(
            [sys.executable, "-m", "pytest", *suites.WORKSPACE, "-n", "0", "--co", "-q", *args, folder],
            cwd=project.ROOT,
        )
        assert completed.exit_code == 0, completed.output
        return re.findall(r"^workspace/.*::.*$", completed.stdout, re.MULTILINE)

    parts = [collect("-p", "headstart.testing.shard_plugin", f"--shard={n}/2") for n in (1, 2)]
    assert sorted(parts[0] + parts[1]) == sorted(collect())
    assert all(parts)
