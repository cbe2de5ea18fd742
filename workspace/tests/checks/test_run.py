"""The checks: all of them run, each with an outcome."""

import re
import sys
from functools import partial
from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import api_client, pins, run
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations.published import NothingToCompare
from headstart.postgres import urls
from headstart.setup import node_packages
from headstart.tasks import checks as tasks
from headstart.testing import worker_databases

FAILS = [sys.executable, "-c", "print('line 7 is wrong'); raise SystemExit(1)"]


def broken() -> str:
    msg = "no Node: `./inv setup` installs it"
    raise WorkspaceError(msg)


def nothing_to_compare() -> str:
    msg = "no main branch"
    raise NothingToCompare(msg)


@pytest.fixture(autouse=True)
def _packages_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_packages, "install", lambda: False)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [
        ("passing", lambda: ""),
        ("failing", lambda: run._problem([*FAILS])),
        ("silent", lambda: run._problem([sys.executable, "-c", "raise SystemExit(3)"])),
        ("missing", lambda: run._problem(["/no/such/program"])),
        ("broken", broken),
        ("skipped", nothing_to_compare),
    ]
    monkeypatch.setattr(run, "_steps", lambda: steps)


@pytest.mark.usefixtures("steps")
def test_every_check_runs_and_reports_its_problem() -> None:
    problems = {outcome.name: outcome.problem for outcome in run.run()}
    assert problems.pop("missing").endswith("No such file or directory: '/no/such/program'")
    assert problems == {
        "passing": "",
        "failing": "line 7 is wrong",
        "silent": "exit code 3",
        "broken": "no Node: `./inv setup` installs it",
        "skipped": "",
    }


@pytest.mark.usefixtures("steps")
def test_the_task_shows_each_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Exit, match="inv: 4 of the checks failed; `inv format` fixes"):
        tasks.check(Context())
    output = capsys.readouterr().out
    assert "✓ passing" in output
    assert "✗ failing" in output
    assert re.search(r"^- skipped +[\d.]+ s  skipped: no main branch$", output, re.MULTILINE)
    assert "line 7 is wrong" in output


def test_the_task_succeeds_if_all_checks_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_steps", lambda: [("passing", lambda: "")])
    tasks.check(Context())


def test_all_subjects_of_ci_are_checked() -> None:
    names = " ".join(name for name, _step in run._steps())
    for subject in (
        "types",
        "lint",
        "format",
        "imports",
        "migrations",
        "client",
        "poetry.lock",
        "pinned",
        "as on main",
    ):
        assert subject in names


def test_drifts_and_a_stale_client_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = dict(run._steps())
    monkeypatch.setattr(pins, "drifts", lambda: [pins.Drift(Path("README.md"), 7, "15", "18")])
    monkeypatch.setattr(api_client, "stale", lambda: [project.FRONTEND / "openapi.json"])
    assert steps["pinned versions"]() == "README.md:7: has 15, but the pin is 18"
    assert steps["client matches the API"]() == "frontend/openapi.json is stale: run `inv client`"


def test_migrations_are_compared_with_models_on_a_database_of_their_own(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls_used: list[str] = []

    def problem(_args: list[object], environment: dict[str, str]) -> str:
        urls_used.append(environment["DATABASE_URL"])
        return ""

    monkeypatch.setattr(
        worker_databases, "_ensure", lambda _server, _url, _template: urls.database_name(database)
    )
    monkeypatch.setattr(run, "_problem", problem)
    assert dict(run._steps())["migrations match models"]() == ""
    assert urls_used != [database]
    assert "_own" in urls_used[0]


def test_fixes_runs_one_tool_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def fix(name: str) -> str:
        calls.append(name)
        return ""

    steps = [(name, partial(fix, name)) for name in ("first", "second")]
    monkeypatch.setattr(run, "_fixes", lambda: steps)
    tasks.fix(Context())
    assert calls == ["first", "second"]
    monkeypatch.setattr(run, "_fixes", lambda: [("remaining", lambda: "a problem")])
    with pytest.raises(Exit, match="fix the remaining problems by hand"):
        tasks.fix(Context())


def test_every_fix_belongs_to_a_check() -> None:
    checked = {name for name, _step in run._steps()}
    assert {name for name, _step in run._fixes()} <= checked


def test_the_client_is_written_by_a_task(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(api_client, "write", lambda: [project.FRONTEND / "openapi.json"])
    tasks.write_client(Context())
    monkeypatch.setattr(api_client, "write", list)
    tasks.write_client(Context())
    output = capsys.readouterr().out
    assert output == "wrote frontend/openapi.json\nthe client is up to date\n"
