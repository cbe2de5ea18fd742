"""Which tests the tasks run."""

import sys

import pytest
from invoke.context import Context

from headstart.core import project
from headstart.tasks import tests as tasks
from headstart.testing import suites
from headstart.testing.suites import Result

FOLDER = "workspace/tests"


@pytest.mark.parametrize(
    ("words", "folders"),
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
    words: list[str], folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def workspace(folders: list[str], words: list[str]) -> Result:
        ran.append([*folders, *words])
        return Result("tooling", exit_code=0)

    monkeypatch.setattr(suites, "workspace", workspace)
    monkeypatch.setattr(sys, "argv", ["inv", "test.workspace", "--", *words])
    tasks.workspace(Context())
    assert ran == [[*folders, "-n", "auto", *words]]
