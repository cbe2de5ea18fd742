"""The suites: the arguments of each runner, and the meaning of its exit code."""

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
echo "$*" >> "{folder}/calls"
exit $(cat "{folder}/code")
"""


@pytest.fixture
def runner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Replace the runners by a script that logs its arguments, and exits with the code in a file."""
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
    chromium = browser.Browser(Path("/a/chromium"), "156.0.1", "the system")
    monkeypatch.setattr(browser, "ensure", lambda: chromium)
    return folder


@pytest.fixture
def without_browser(runner: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the runners, on a machine without a browser."""

    def refuse() -> browser.Browser:
        raise browser.NoBrowser(browser.NO_BUILD)

    monkeypatch.setattr(browser, "ensure", refuse)
    return runner


def calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text("utf-8").splitlines()


def test_all_suites_run_with_coverage(runner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests.run_all(Context(), n="3")
    python, front_end, end_to_end = calls(runner)
    assert python == f"-m pytest backend/tests {' '.join(suites.COVERAGE)} -n 3"
    assert front_end == "vitest run"
    assert end_to_end == "playwright test"
    assert capsys.readouterr().out.count(" passed ") == 3


def test_without_a_browser_the_other_suites_run_and_a_line_reports_it(
    without_browser: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    tests.run_all(Context())
    assert len(calls(without_browser)) == 2
    output = capsys.readouterr().out
    assert f"not run: {browser.NO_BUILD}" in output
    assert output.count(" passed ") == 2


@pytest.mark.usefixtures("without_browser")
def test_without_a_browser_ci_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Exit) as caught:
        tests.run_all(Context())
    assert caught.value.code == 1


@pytest.mark.usefixtures("without_browser")
def test_the_end_to_end_suite_alone_tells_how_to_install_a_browser() -> None:
    with pytest.raises(Exit, match=r"no Chromium found, .* install Google Chrome") as caught:
        tests.e2e(Context())
    assert caught.value.code == 1


@pytest.mark.parametrize(
    ("argv", "args"),
    [
        ([], "-m pytest backend/tests -n auto"),
        (["--", "-k", "book"], "-m pytest backend/tests -n auto -k book"),
        (["--", "backend/tests/test_a.py::test_one"], "-m pytest -n auto backend/tests/test_a.py::test_one"),
    ],
)
def test_a_suite_receives_the_arguments_of_the_user(
    argv: list[str], args: str, runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["inv", "test.backend", *argv])
    tests.backend(Context())
    assert calls(runner) == [args]


def test_tooling_front_end_and_browser_have_suites_of_their_own(
    runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests.workspace(Context(), n="0")
    monkeypatch.setattr(sys, "argv", ["inv", "test.frontend", "--", "books"])
    tests.frontend(Context())
    monkeypatch.setattr(sys, "argv", ["inv", "test.e2e", "--", "--update-snapshots"])
    tests.e2e(Context())
    assert calls(runner) == [
        f"-m pytest {' '.join(suites.WORKSPACE)} workspace/tests -n 0",
        "vitest run books",
        "playwright test --update-snapshots",
    ]


def test_a_failing_suite_fails_the_task_after_all_have_run(
    runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (runner / "code").write_text("5", "utf-8")
    with pytest.raises(Exit) as caught:
        tests.run_all(Context())
    assert caught.value.code == 1
    assert capsys.readouterr().out.count("failed (exit code 5)") == 3
    assert len(calls(runner)) == 3


def test_changed_is_passed_to_each_runner(runner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests.run_all(Context(), changed=True)
    assert calls(runner) == [
        "-m pytest backend/tests -p headstart.testing.affected.plugin -n auto",
        "vitest run",
        "playwright test",
    ]
    # The suites of the front end passed; the script recorded no dependencies of pytest's tests.
    tests.run_all(Context(), changed=True)
    assert len(calls(runner)) == 4
    assert capsys.readouterr().out.count(" not run: ") == 2


def test_a_run_without_affected_tests_passes(runner: Path) -> None:
    (runner / "code").write_text("5", "utf-8")
    tests.backend(Context(), changed=True)


@pytest.mark.usefixtures("runner")
def test_changed_with_a_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["inv", "test.backend", "--changed", "--", "backend/tests/test_a.py"])
    with pytest.raises(
        Exit, match="--changed selects the tests itself: leave out either --changed or the path"
    ):
        tests.backend(Context(), changed=True)


def test_a_shard_is_passed_to_each_runner(runner: Path) -> None:
    tests.run_all(Context(), shard="2/4")
    python, front_end, end_to_end = calls(runner)
    assert python.startswith("-m pytest backend/tests --cov")
    assert "--group=2 --splits=4" in python
    assert front_end == "vitest run --shard=2/4"
    assert end_to_end == "playwright test --shard=2/4"


@pytest.mark.usefixtures("runner")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"shard": "5/4"}, "--shard 5/4 is not valid"),
        ({"shard": "1/2", "changed": True}, "--shard cannot be combined with"),
        ({"shard": "1/2", "watch": True}, "--shard cannot be combined with"),
    ],
)
def test_invalid_shards_and_shards_of_changes_are_refused(
    options: dict[str, Any], message: str, runner: Path
) -> None:
    with pytest.raises(Exit, match=message):
        tests.run_all(Context(), **options)
    assert not (runner / "calls").exists()
