"""The suites: which runner is given which words, and what its end means."""

import sys
from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from workspace import frontend, project, suites, toolchain
from workspace.tasks import tests

RUNNER = """#!/bin/sh
echo "$*" >> "{folder}/asked"
exit $(cat "{folder}/code")
"""


@pytest.fixture
def runner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a script in place of both runners: it writes its words down and ends as the file says."""
    script = folder / "runner"
    script.write_text(RUNNER.format(folder=folder), "utf-8")
    script.chmod(0o755)
    (folder / "code").write_text("0", "utf-8")
    monkeypatch.setattr(sys, "executable", str(script))
    monkeypatch.setattr(sys, "argv", ["inv", "test"])
    monkeypatch.setattr(project, "FRONTEND", folder)
    monkeypatch.setattr(frontend, "install", lambda: False)
    monkeypatch.setattr(toolchain, "frontend_program", lambda name: [str(script), name])
    monkeypatch.setattr(toolchain, "node_environment", dict)
    return folder


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines()


def test_everything_is_all_suites_with_the_coverage_of_the_code(
    runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests.everything(Context(), n="3")
    python, front_end = asked(runner)
    assert python == f"-m pytest backend/tests workspace/tests {' '.join(suites.COVERAGE)} -n 3"
    assert front_end == "vitest run"
    assert capsys.readouterr().out.count(" passed ") == 2


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "-m pytest backend/tests -n auto"),
        (["--", "-k", "book"], "-m pytest backend/tests -n auto -k book"),
        (["--", "backend/tests/test_a.py::test_one"], "-m pytest -n auto backend/tests/test_a.py::test_one"),
    ],
)
def test_one_suite_is_given_the_words_that_were_typed(
    argv: list[str], words: str, runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["inv", "test.backend", *argv])
    tests.backend(Context())
    assert asked(runner) == [words]


def test_the_workspace_and_the_front_end_have_suites_of_their_own(
    runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests.workspace(Context(), n="0")
    monkeypatch.setattr(sys, "argv", ["inv", "test.frontend", "--", "books"])
    tests.frontend(Context())
    assert asked(runner) == ["-m pytest workspace/tests -n 0", "vitest run books"]


def test_a_suite_that_fails_fails_the_task_after_all_have_run(
    runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (runner / "code").write_text("5", "utf-8")
    with pytest.raises(Exit) as ended:
        tests.everything(Context())
    assert ended.value.code == 1
    assert capsys.readouterr().out.count("failed (exit code 5)") == 2
    assert len(asked(runner)) == 2
