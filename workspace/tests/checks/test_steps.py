"""The checks of a product: defaults, and its own settings."""

import sys
from typing import Any

import pytest

from headstart.checks.steps import configure, without_overridden
from headstart.core import project
from headstart.core.errors import WorkspaceError

STEPS = [("one", lambda: "1"), ("two", lambda: "2")]
FAILING = f"{sys.executable} -c 'print(40 + 2); raise SystemExit(1)'"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return the table ``[tool.workspace.checks]`` of a project."""
    settings: dict[str, Any] = {}
    workspace = {**project.pyproject()["tool"]["workspace"], "checks": settings}
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"workspace": workspace}})
    return settings


def run(steps: list[Any]) -> dict[str, str]:
    return {name: check() for name, check in configure(steps)}


def test_without_settings_all_steps_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"workspace": {}}})

    assert run(STEPS) == {"one": "1", "two": "2"}


@pytest.mark.usefixtures("checks")
def test_a_step_is_removed_added_or_replaced(checks: dict[str, Any]) -> None:
    checks.update({"one": False, "two": FAILING, "three": f"{sys.executable} -c pass"})

    assert run(STEPS) == {"two": "42", "three": ""}
    assert without_overridden(STEPS) == []


def test_true_keeps_a_step(checks: dict[str, Any]) -> None:
    checks["one"] = True

    assert list(run(STEPS)) == ["one", "two"]


@pytest.mark.parametrize("value", [1, "", [], {"a": 1}])
def test_an_invalid_setting_is_refused(checks: dict[str, Any], value: object) -> None:
    checks["spelling"] = value

    with pytest.raises(WorkspaceError, match=r'sets "spelling" to .*: set it to a command'):
        run(STEPS)


@pytest.mark.usefixtures("checks")
def test_the_pins_ignore_the_table() -> None:
    assert project.pins().python == project.pyproject()["tool"]["workspace"]["python"]
