"""`--shard`: parts of the tests for several machines, disjoint and complete."""

import json
import re
import sys
from pathlib import Path

import pytest

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.testing import shards, suites

FOLDER = "workspace/tests/testing"


@pytest.mark.parametrize("shard", ["0/4", "5/4", "a/b", "1", "1/0", "-1/4", "1/4/2", "1 / 4", "²/4", ""])
def test_an_invalid_shard_is_refused(shard: str) -> None:
    with pytest.raises(WorkspaceError, match=f"--shard {re.escape(shard)} is not valid: "):
        shards.pytest_options(shard)


def collect(*options: str) -> list[str]:
    """Return the tests of a run."""
    completed = commands.run(
        [sys.executable, "-m", "pytest", *suites.WORKSPACE, "-n", "0", "--co", "-q", *options, FOLDER],
        cwd=project.ROOT,
    )
    assert completed.exit_code == 0, completed.output
    return re.findall(r"^workspace/.*::.*$", completed.stdout, re.MULTILINE)


def test_shards_are_disjoint_and_complete_on_machines_without_durations() -> None:
    parts = [collect(*shards.pytest_options(f"{number}/2")) for number in (1, 2)]

    assert sorted(parts[0] + parts[1]) == sorted(collect())
    assert abs(len(parts[0]) - len(parts[1])) <= 1


def test_shards_are_divided_by_the_durations_of_the_last_run(tmp_path: Path) -> None:
    tests = collect()
    slow, durations = tests[0], tmp_path / "test-seconds.json"
    durations.write_text(json.dumps(dict.fromkeys(tests, 0.01) | {slow: 60}), "utf-8")

    parts = [collect(*shards.pytest_options(f"{n}/2"), f"--durations-path={durations}") for n in (1, 2)]

    assert [slow] in parts
    assert sorted(parts[0] + parts[1]) == sorted(tests)
