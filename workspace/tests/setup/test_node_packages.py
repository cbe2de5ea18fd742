"""The front end's packages: installed when something changed, explained when it fails."""

import sys
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, toolchain
from headstart.setup.toolchain import Tool

YARN = """#!/bin/sh
echo "$*" >> asked
[ -e fails ] && cat fails && exit 1
mkdir -p node_modules
"""


@pytest.fixture
def packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a front end of its own, whose Yarn is a script that writes down what it was asked."""
    home = folder / "frontend"
    home.mkdir()
    for name in node_packages.SHAPING:
        (home / name).write_text(name, "utf-8")
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
    assert (packages / "asked").read_text("utf-8") == "install --immutable\n"


@pytest.mark.parametrize("name", node_packages.SHAPING)
def test_a_change_of_what_shapes_them_installs_them_anew(name: str, packages: Path) -> None:
    node_packages.install()
    (packages / name).write_text("changed", "utf-8")
    assert node_packages.install()


def test_another_node_installs_them_anew(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node_packages.install()
    monkeypatch.setattr(toolchain, "node", lambda: Tool("node", "24.1.0", packages, "this test"))
    assert node_packages.install()


@pytest.mark.usefixtures("packages")
def test_they_are_installed_again_on_demand() -> None:
    node_packages.install()
    assert node_packages.install(again=True)


@pytest.mark.parametrize(("words", "again"), [([], False), (["--again"], True)])
def test_a_repair_installs_even_what_seems_to_be_there(
    words: list[str], *, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(sys, "argv", ["frontend", *words])
    monkeypatch.setattr(node_packages, "install", lambda *, again: asked.append(again))
    node_packages.main()
    assert asked == [again]


YARN_SAYS = """\
➤ YN0000: ┌ Resolution step
➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.
➤ YN0000: └ Completed
➤ YN0000: · Failed with errors in 0s 84ms
"""


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (YARN_SAYS, "YN0028: │ The lockfile would have been modified by this install"),
        (
            "Internal Error: connect ECONNREFUSED\n    at Socket (net.js)\n",
            "Internal Error: connect ECONNREFUSED",
        ),
        ("", "it printed nothing"),
    ],
)
def test_a_failure_is_explained_with_yarns_own_reason(said: str, reason: str, packages: Path) -> None:
    (packages / "fails").write_text(said, "utf-8")
    with pytest.raises(WorkspaceError) as caught:
        node_packages.install()
    assert f"Yarn could not install the packages: {reason}" in str(caught.value)
    assert str(caught.value).endswith("`./inv setup` tries again")
    assert node_packages.LOG.read_text("utf-8") == said
    assert not node_packages.is_installed()


def test_the_step_of_the_first_set_up_fails_with_the_sentence(packages: Path) -> None:
    node_packages.main()
    (packages / "yarn.lock").write_text("changed", "utf-8")
    (packages / "fails").touch()
    with pytest.raises(SystemExit, match="Yarn could not install the packages"):
        node_packages.main()
