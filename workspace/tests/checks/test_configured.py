"""A product decides which checks run."""

import sys
from typing import Any

import pytest

from headstart.checks.configured import configured, unchanged
from headstart.core import project
from headstart.core.errors import WorkspaceError

STEPS = [("one", lambda: "1"), ("two", lambda: "2")]
PRINTS = f"{sys.executable} -c 'print(40 + 2); raise SystemExit(1)'"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return the table ``[tool.workspace.checks]`` of a project."""
    settings: dict[str, Any] = {}
    workspace = {**project.pyproject()["tool"]["workspace"], "checks": settings}
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"workspace": workspace}})
    return settings


def run(steps: list[Any]) -> dict[str, str]:
    return {name: check() for name, check in configured(steps)}


def test_without_settings_all_steps_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"workspace": {}}})

    assert run(STEPS) == {"one": "1", "two": "2"}


@pytest.mark.usefixtures("checks")
def test_a_step_is_left_out_added_or_replaced(checks: dict[str, Any]) -> None:
    checks.update({"one": False, "two": PRINTS, "three": f"{sys.executable} -c pass"})

    assert run(STEPS) == {"two": "42", "three": ""}
    assert unchanged(STEPS) == []


def test_true_is_as_if_nothing_was_set(checks: dict[str, Any]) -> None:
    checks["one"] = True

    assert list(run(STEPS)) == ["one", "two"]


@pytest.mark.parametrize("value", [1, "", [], {"a": 1}])
def test_a_setting_that_makes_no_sense_is_named(checks: dict[str, Any], value: object) -> None:
    checks["spelling"] = value

    with pytest.raises(WorkspaceError, match=r'sets "spelling" to .*: write a command'):
        run(STEPS)


@pytest.mark.usefixtures("checks")
def test_the_pins_do_not_mind_the_table() -> None:
    assert project.pins().python == project.pyproject()["tool"]["workspace"]["python"]
