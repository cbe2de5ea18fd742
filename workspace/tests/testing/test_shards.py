"""`--shard`: parts of the tests for several machines, disjoint, complete and about equally long."""

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
def test_shards_are_disjoint_complete_and_about_equally_long(count: int) -> None:
    tests = SECONDS.keys() | NEW
    divided = shards.divide(tests, SECONDS, count)
    assert sorted(test for shard in divided for test in shard) == sorted(tests)
    loads = [sum(SECONDS.get(test, 0.1) for test in shard) for shard in divided]
    assert max(loads) <= 1.1 * min(loads)


def test_machines_agree_whatever_the_order_of_the_tests() -> None:
    shuffled = random.Random(1).sample(sorted(SECONDS), len(SECONDS))  # noqa: S311 - no secret
    assert shards.divide(shuffled, SECONDS, 4) == shards.divide(SECONDS, SECONDS, 4)


@pytest.mark.parametrize("seconds", [{}, dict.fromkeys(SECONDS, 0.0)])
def test_where_nothing_is_known_each_shard_has_as_many_tests(seconds: dict[str, float]) -> None:
    assert {len(share) for share in shards.divide(SECONDS, seconds, 3)} == {100}


@pytest.mark.parametrize("shard", ["0/4", "5/4", "a/b", "1", "1/0", "-1/4", "1/4/2", "1 / 4", "²/4", ""])
def test_what_is_not_a_shard_is_refused(shard: str) -> None:
    with pytest.raises(WorkspaceError, match=f"--shard {re.escape(shard)} is not a shard of the tests: "):
        shards.parse(shard)


def test_shards_of_real_tests_are_disjoint_and_complete() -> None:
    folder = "workspace/tests/testing"

    def collected(*words: str) -> list[str]:
        ended = commands.run(
            [sys.executable, "-m", "pytest", *suites.WORKSPACE, "-n", "0", "--co", "-q", *words, folder],
            cwd=project.ROOT,
        )
        assert ended.exit_code == 0, ended.output
        return re.findall(r"^workspace/.*::.*$", ended.stdout, re.MULTILINE)

    parts = [collected("-p", "headstart.testing.shard_plugin", f"--shard={n}/2") for n in (1, 2)]
    assert sorted(parts[0] + parts[1]) == sorted(collected())
    assert all(parts)
