"""The checks: each with its outcome, all of them run whatever one says."""

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


def nothing_there() -> str:
    msg = "no main branch"
    raise NothingToCompare(msg)


@pytest.fixture(autouse=True)
def _packages_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_packages, "install", lambda: False)


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [
        ("well", lambda: ""),
        ("ill", lambda: run._complaint([*FAILS])),
        ("silent", lambda: run._complaint([sys.executable, "-c", "raise SystemExit(3)"])),
        ("missing", lambda: run._complaint(["/no/such/program"])),
        ("broken", broken),
        ("alone", nothing_there),
    ]
    monkeypatch.setattr(run, "_steps", lambda: steps)


@pytest.mark.usefixtures("some")
def test_every_check_is_run_and_says_what_it_found() -> None:
    found = {outcome.name: outcome.complaint for outcome in run.run()}
    assert found.pop("missing").endswith("No such file or directory: '/no/such/program'")
    assert found == {
        "well": "",
        "ill": "line 7 is wrong",
        "silent": "exit code 3",
        "broken": "no Node: `./inv setup` installs it",
        "alone": "",
    }


@pytest.mark.usefixtures("some")
def test_the_task_shows_each_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Exit, match="inv: 4 of the checks failed; `inv format` fixes"):
        tasks.check(Context())
    said = capsys.readouterr().out
    assert "✓ well" in said
    assert "✗ ill" in said
    assert re.search(r"^- alone +[\d.]+ s  skipped: no main branch$", said, re.MULTILINE)
    assert "line 7 is wrong" in said


def test_the_task_ends_well_when_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_steps", lambda: [("well", lambda: "")])
    tasks.check(Context())


def test_all_that_ci_checks_is_among_the_checks() -> None:
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


def test_cheap_steps_tell_a_drift_and_a_stale_client(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = dict(run._steps())
    monkeypatch.setattr(pins, "drifts", lambda: [pins.Drift(Path("README.md"), 7, "15", "18")])
    monkeypatch.setattr(api_client, "stale", lambda: [project.FRONTEND / "openapi.json"])
    assert steps["pinned versions"]() == "README.md:7: says 15, the pin is 18"
    assert steps["client matches the API"]() == "frontend/openapi.json is stale: run `inv client`"


def test_migrations_are_compared_with_models_on_a_database_of_their_own(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def complaint(_words: list[object], environment: dict[str, str]) -> str:
        asked.append(environment["DATABASE_URL"])
        return ""

    monkeypatch.setattr(
        worker_databases, "_ensure", lambda _server, _url, _template: urls.database_name(database)
    )
    monkeypatch.setattr(run, "_complaint", complaint)
    assert dict(run._steps())["migrations match models"]() == ""
    assert asked != [database]
    assert "_own" in asked[0]


def test_fixes_runs_one_tool_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def mending(name: str) -> str:
        done.append(name)
        return ""

    steps = [(name, partial(mending, name)) for name in ("first", "second")]
    monkeypatch.setattr(run, "_fixes", lambda: steps)
    tasks.fix(Context())
    assert done == ["first", "second"]
    monkeypatch.setattr(run, "_fixes", lambda: [("left", lambda: "by hand")])
    with pytest.raises(Exit, match="need to be fixed by hand"):
        tasks.fix(Context())


def test_fixes_mends_what_checking_complains_of() -> None:
    checked = {name for name, _step in run._steps()}
    assert {name for name, _step in run._fixes()} <= checked


def test_the_client_is_written_by_a_task(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(api_client, "write", lambda: [project.FRONTEND / "openapi.json"])
    tasks.write_client(Context())
    monkeypatch.setattr(api_client, "write", list)
    tasks.write_client(Context())
    said = capsys.readouterr().out
    assert said == "wrote frontend/openapi.json\nthe client is up to date\n"
