"""The front end's packages are installed if something changed; failures are explained."""

import sys
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, platform_packages, toolchain
from headstart.setup.toolchain import Tool

YARN = """#!/bin/sh
echo "$*" >> calls
[ -e fails ] && cat fails && exit 1
mkdir -p node_modules
"""


@pytest.fixture
def packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a front end whose Yarn is a script that logs its arguments."""
    home = folder / "frontend"
    home.mkdir()
    for name in node_packages.INPUTS:
        (home / name).write_text(name, "utf-8")
    (home / platform_packages.SUMS).write_text("", "utf-8")
    (home / "yarn.sh").write_text(YARN, "utf-8")
    (home / "yarn.sh").chmod(0o755)
    monkeypatch.setattr(project, "FRONTEND", home)
    monkeypatch.setattr(node_packages, "STAMP", home / "node_modules" / ".made-from")
    monkeypatch.setattr(toolchain, "node", lambda: Tool("node", "24.0.0", home, "this test"))
    monkeypatch.setattr(toolchain, "yarn", lambda: [str(home / "yarn.sh")])
    monkeypatch.setattr(toolchain, "registry_environment", dict)
    return home


def test_packages_are_installed_once_exactly_as_they_are_locked(packages: Path) -> None:
    assert not node_packages.is_installed()
    assert node_packages.install()
    assert node_packages.is_installed()
    assert not node_packages.install()
    assert (packages / "calls").read_text("utf-8") == "install --immutable\n"


@pytest.mark.parametrize("name", node_packages.INPUTS)
def test_a_changed_input_installs_them_again(name: str, packages: Path) -> None:
    node_packages.install()
    (packages / name).write_text("0  changed\n", "utf-8")
    assert node_packages.install()


def test_another_node_installs_them_again(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node_packages.install()
    monkeypatch.setattr(toolchain, "node", lambda: Tool("node", "24.1.0", packages, "this test"))
    assert node_packages.install()


@pytest.mark.usefixtures("packages")
def test_they_are_installed_again_on_demand() -> None:
    node_packages.install()
    assert node_packages.install(again=True)


@pytest.mark.parametrize(("args", "again"), [([], False), (["--again"], True)])
def test_the_option_again_is_passed_on(
    args: list[str], *, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[bool] = []
    monkeypatch.setattr(sys, "argv", ["frontend", *args])
    monkeypatch.setattr(node_packages, "install", lambda *, again: calls.append(again))
    node_packages.main()
    assert calls == [again]


YARN_OUTPUT = """\
➤ YN0000: ┌ Resolution step
➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.
➤ YN0000: └ Completed
➤ YN0000: · Failed with errors in 0s 84ms
"""


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (YARN_OUTPUT, "YN0028: │ The lockfile would have been modified by this install"),
        (
            "Internal Error: connect ECONNREFUSED\n    at Socket (net.js)\n",
            "Internal Error: connect ECONNREFUSED",
        ),
        ("", "it printed nothing"),
    ],
)
def test_a_failure_is_explained_with_yarns_own_reason(output: str, reason: str, packages: Path) -> None:
    (packages / "fails").write_text(output, "utf-8")
    with pytest.raises(WorkspaceError) as caught:
        node_packages.install()
    assert f"Yarn could not install the packages: {reason}" in str(caught.value)
    assert str(caught.value).endswith("run `./inv setup` to try again")
    assert node_packages.LOG.read_text("utf-8") == output
    assert not node_packages.is_installed()


def test_the_step_of_the_set_up_fails_with_the_message(packages: Path) -> None:
    node_packages.main()
    (packages / "yarn.lock").write_text("changed", "utf-8")
    (packages / "fails").touch()
    with pytest.raises(SystemExit, match="Yarn could not install the packages"):
        node_packages.main()
