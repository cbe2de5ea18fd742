"""The selection of tests."""

import sys

import pytest
from invoke.context import Context

from headstart.core import project
from headstart.tasks import tests as tasks
from headstart.testing import suites
from headstart.testing.suites import Result

FOLDER = "workspace/tests"


@pytest.mark.parametrize(
    ("args", "folders"),
    [
        ([], [FOLDER]),
        (["-k", "workspace"], [FOLDER]),
        (["workspace/tests/tasks/test_tests.py::test_a_path_replaces_the_whole_folder"], []),
        (["workspace/tests/tasks/"], []),
        (["-x", str(project.ROOT / "workspace/tests/tasks")], []),
        (["workspace/tests/nothing"], []),
    ],
)
def test_a_path_replaces_the_whole_folder(
    args: list[str], folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []

    def workspace(folders: list[str], args: list[str]) -> Result:
        runs.append([*folders, *args])
        return Result("tooling", exit_code=0)

    monkeypatch.setattr(suites, "workspace", workspace)
    monkeypatch.setattr(sys, "argv", ["inv", "test.workspace", "--", *args])
    tasks.workspace(Context())
    assert runs == [[*folders, "-n", "auto", *args]]
