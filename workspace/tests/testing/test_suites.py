"""The suites: which runner is given which words, and what its end means."""

import sys
from pathlib import Path
from typing import Any

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.build import ui_build
from headstart.core import project
from headstart.setup import browser, node_packages, toolchain
from headstart.tasks import tests
from headstart.testing import suites

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
    monkeypatch.setattr(node_packages, "install", lambda: False)
    monkeypatch.setattr(toolchain, "frontend_program", lambda name: [str(script), name])
    monkeypatch.setattr(toolchain, "node_environment", dict)
    monkeypatch.setattr(ui_build, "current", lambda: folder)
    chosen = browser.Browser(Path("/a/chromium"), "156.0.1", "the system")
    monkeypatch.setattr(browser, "ensure", lambda: chosen)
    return folder


@pytest.fixture
def without_browser(runner: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the runners, on a machine without a browser."""

    def refuse() -> browser.Browser:
        raise browser.NoBrowser(browser.NO_BUILD)

    monkeypatch.setattr(browser, "ensure", refuse)
    return runner


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines()


def test_everything_is_all_suites_with_the_coverage_of_the_code(
    runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests.run_all(Context(), n="3")
    python, front_end, end_to_end = asked(runner)
    assert python == f"-m pytest backend/tests {' '.join(suites.COVERAGE)} -n 3"
    assert front_end == "vitest run"
    assert end_to_end == "playwright test"
    assert capsys.readouterr().out.count(" passed ") == 3


def test_without_a_browser_everything_else_is_run_and_the_last_lines_say_so(
    without_browser: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    tests.run_all(Context())
    assert len(asked(without_browser)) == 2
    output = capsys.readouterr().out
    assert f"not run: {browser.NO_BUILD}" in output
    assert output.count(" passed ") == 2


@pytest.mark.usefixtures("without_browser")
def test_without_a_browser_ci_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Exit) as ended:
        tests.run_all(Context())
    assert ended.value.code == 1


@pytest.mark.usefixtures("without_browser")
def test_the_end_to_end_suite_alone_says_how_to_get_a_browser() -> None:
    with pytest.raises(Exit, match=r"no Chromium found, .* install Google Chrome") as ended:
        tests.e2e(Context())
    assert ended.value.code == 1


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


def test_the_workspace_the_front_end_and_the_browser_have_suites_of_their_own(
    runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests.workspace(Context(), n="0")
    monkeypatch.setattr(sys, "argv", ["inv", "test.frontend", "--", "books"])
    tests.frontend(Context())
    monkeypatch.setattr(sys, "argv", ["inv", "test.e2e", "--", "--update-snapshots"])
    tests.e2e(Context())
    assert asked(runner) == [
        f"-m pytest {' '.join(suites.WORKSPACE)} workspace/tests -n 0",
        "vitest run books",
        "playwright test --update-snapshots",
    ]


def test_a_suite_that_fails_fails_the_task_after_all_have_run(
    runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (runner / "code").write_text("5", "utf-8")
    with pytest.raises(Exit) as ended:
        tests.run_all(Context())
    assert ended.value.code == 1
    assert capsys.readouterr().out.count("failed (exit code 5)") == 3
    assert len(asked(runner)) == 3


def test_changed_is_what_each_runner_is_told_to_run(runner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests.run_all(Context(), changed=True)
    assert asked(runner) == [
        "-m pytest backend/tests -p headstart.testing.affected.plugin -n auto",
        "vitest run",
        "playwright test",
    ]
    # The two of the front end passed; of pytest's tests nothing was written down by the script.
    tests.run_all(Context(), changed=True)
    assert len(asked(runner)) == 4
    assert capsys.readouterr().out.count(" not run: ") == 2


def test_that_pytest_found_no_affected_test_is_no_failure(runner: Path) -> None:
    (runner / "code").write_text("5", "utf-8")
    tests.backend(Context(), changed=True)


@pytest.mark.usefixtures("runner")
def test_changed_and_a_path_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["inv", "test.backend", "--changed", "--", "backend/tests/test_a.py"])
    with pytest.raises(
        Exit, match="--changed selects the tests itself: leave out either --changed or the path"
    ):
        tests.backend(Context(), changed=True)


def test_a_shard_is_what_each_runner_runs_of_its_tests(runner: Path) -> None:
    tests.run_all(Context(), shard="2/4")
    python, front_end, end_to_end = asked(runner)
    assert python.startswith("-m pytest backend/tests --cov")
    assert python.endswith("-p headstart.testing.shard_plugin --shard=2/4 -n auto")
    assert front_end == "vitest run --shard=2/4"
    assert end_to_end == "playwright test --shard=2/4"


@pytest.mark.usefixtures("runner")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"shard": "5/4"}, "--shard 5/4 is not a shard"),
        ({"shard": "1/2", "changed": True}, "--shard cannot be combined with"),
        ({"shard": "1/2", "watch": True}, "--shard cannot be combined with"),
    ],
)
def test_no_shard_and_a_shard_of_what_changed_are_refused(
    options: dict[str, Any], sentence: str, runner: Path
) -> None:
    with pytest.raises(Exit, match=sentence):
        tests.run_all(Context(), **options)
    assert not (runner / "asked").exists()
