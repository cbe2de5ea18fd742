"""The file that everything begins with: it sets up what changed, and hands over to Invoke."""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

from headstart.core import project
from headstart.setup import toolchain
from tests.support.bare_machines import BareMachine
from tests.support.polling import until

INV = project.ROOT / "inv"
# What uv is asked for, step by step; a machine that has Node needs no wheel of it.
NODE = ["pip install * -r .workspace/locked-node.txt*"] if "node" in toolchain.groups_needed() else []
PACKAGES = [*NODE, "pip sync * .workspace/locked-dev-*.txt*"]
TOOLING = "pip install * --no-deps --editable workspace"
TOO_OLD = ("python3.6", "python3.7", "python3.8", "python3.9", "python3.10")


def test_the_first_command_sets_up_and_every_later_one_is_silent(bare: BareMachine) -> None:
    first = bare.inv("--list")
    assert first.returncode == 0, first.stderr
    assert "Available tasks:" in first.stdout
    assert re.search(r"inv: setting up Python 3\.\d+ and its packages in .venv", first.stderr)
    for step in ("environment .venv", "Python packages", "front end's packages", "tooling"):
        assert re.search(rf"inv:   .*{step} +\d+\.\d s\n", first.stderr)
    assert_asked(bare, "venv --clear * .venv", *PACKAGES, TOOLING)
    again = bare.inv("--list")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert bare.asked("uv") == []


def test_up_goes_on_while_the_front_ends_packages_are_installed(bare: BareMachine) -> None:
    stamp = bare.root / "frontend" / "node_modules" / ".made-from"
    stamp.unlink()
    ended = bare.inv("up", "--help", PATH=bare.path_with_node())
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^inv:   front end's packages +in the background$", ended.stderr, re.MULTILINE)
    until(stamp.exists)
    assert "corepack.js yarn install --immutable\n" in (bare.root / "asked").read_text("utf-8")


def test_a_product_is_set_up_from_the_wheel_in_vendor(bare: BareMachine) -> None:
    wheel, installed = bare.use_wheel(), bare.root / "installed"  # by a real uv
    ZipFile(wheel).extractall(installed)
    ended = bare.inv("--list", PYTHONPATH=str(installed))
    assert ended.returncode == 0, ended.stderr
    assert "  eject " in ended.stdout
    assert_asked(bare, "venv --clear * .venv", *PACKAGES)
    (locked,) = bare.state.glob("locked-dev-*.txt")
    assert f"headstart-workspace @ {wheel.as_uri()}" in locked.read_text("utf-8")


def test_a_wheel_that_is_missing_is_restored_by_git(bare: BareMachine) -> None:
    bare.use_wheel().unlink()
    ended = bare.inv("--list")
    assert ended.returncode == 1
    assert re.fullmatch(
        r"inv: .*\.whl is missing: run `git checkout -- vendor` to restore it\n", ended.stderr
    )


@pytest.mark.parametrize("change", ["lock", "pins", "place"])
def test_what_changed_is_set_up_anew(change: str, bare: BareMachine) -> None:
    bare.set_up()
    match change:
        case "lock":
            append(bare.root / "poetry.lock", "\n# a line\n")
        case "pins":
            text = (bare.root / "pyproject.toml").read_text("utf-8")
            changed = text.replace("[tool.workspace]\n", "[tool.workspace]\n# a line\n")
            (bare.root / "pyproject.toml").write_text(changed, "utf-8")
        case "place":
            append(bare.venv / "made-from", " moved")
    assert bare.inv("--version").returncode == 0
    assert_asked(bare, *PACKAGES, TOOLING)


def test_a_change_of_other_settings_sets_nothing_up(bare: BareMachine) -> None:
    bare.set_up()
    append(bare.root / "pyproject.toml", '\n[tool.of-somebody]\nsetting = "new"\n')
    assert bare.inv("--version").stderr == ""


def test_setup_looks_at_everything_again(bare: BareMachine) -> None:
    bare.set_up()
    ended = bare.inv("setup", "--help", PATH=bare.path_with_node())
    assert ended.returncode == 0, ended.stderr
    asked = (bare.root / "asked").read_text("utf-8")
    assert "corepack.js yarn install --immutable\n" in asked
    assert_asked(bare, "pip sync *", TOOLING)


@pytest.mark.parametrize("damage", ["no python", "no invoke", "dangling"])
def test_a_damaged_environment_is_made_anew(damage: str, bare: BareMachine) -> None:
    bare.set_up()
    match damage:
        case "no python":
            (bare.venv / "bin" / "python").unlink()
        case "no invoke":
            (bare.venv / "lib").unlink()
        case "dangling":
            (bare.venv / "bin" / "python").unlink()
            (bare.venv / "bin" / "python").symlink_to("/no/such/python")
    assert bare.inv("--version").returncode == 0


def test_an_environment_whose_python_does_not_run_is_explained_and_repaired(bare: BareMachine) -> None:
    bare.set_up()
    python = bare.venv / "bin" / "python"
    python.unlink()
    python.write_text("no program", "utf-8")
    python.chmod(0o755)
    ended = bare.inv("--version")
    assert ended.returncode == 1
    assert re.fullmatch(r"inv: \.venv is damaged \(.*\): run `\./inv setup` to repair it\n", ended.stderr)
    assert bare.inv("setup", "--help", PATH=bare.path_with_node()).returncode == 0
    assert bare.inv("--version").stderr == ""


def test_it_works_from_a_subfolder_and_names_no_module_of_it(bare: BareMachine) -> None:
    bare.set_up()
    folder = bare.root / "backend" / "deep er"
    folder.mkdir()
    (folder / "invoke.py").write_text("raise SystemExit('the wrong module')\n", "utf-8")
    (folder / "inv").symlink_to("../../inv")
    for words in ([sys.executable, "../../inv", "--list"], ["./inv", "--list"]):
        ended = subprocess.run(
            words, cwd=folder, env=bare.environment({}), capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        assert "Available tasks:" in ended.stdout


def test_the_arguments_and_the_exit_code_are_passed_on(bare: BareMachine) -> None:
    ended = bare.inv("no-such-task")
    assert ended.returncode != 0
    assert "no-such-task" in ended.stderr


def test_a_changed_python_is_set_up_anew_and_the_environments_own_is_not(bare: BareMachine) -> None:
    base = Path(getattr(sys, "_base_executable", sys.executable))
    bare.inv("--version")
    ended = subprocess.run(
        [base, INV.name, "--list"], cwd=bare.root, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def assert_asked(bare: BareMachine, *patterns: str) -> None:
    """Compare what uv was asked for since the last time with patterns, step by step."""
    asked = [args.replace(f"{bare.root}/", "") for args in bare.asked("uv")]
    assert len(asked) == len(patterns), asked
    assert all(map(fnmatch, asked, patterns)), asked


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


# --- Paths -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [*":'\"`$[]{}*?#%\\\n"])
def test_a_path_that_the_tools_cannot_use_is_refused_before_anything_is_written(
    sign: str, folder: Path
) -> None:
    checkout = folder / f"a{sign}b"
    checkout.mkdir()
    shutil.copy(INV, checkout)
    ended = subprocess.run(
        [sys.executable, checkout / "inv", "--list"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert re.fullmatch(
        r"inv: Vite, PostgreSQL or PATH cannot use a path with .*: move or rename .*\n", ended.stderr
    )
    assert [path.name for path in checkout.iterdir()] == ["inv"]


# --- Pythons that are too old ----------------------------------------------------------------


def test_old_pythons_can_read_the_file() -> None:
    ast.parse(INV.read_text("utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 15, 0)])
def test_an_unsuitable_python_is_named_with_the_way_out(
    version: tuple[int, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(SystemExit) as exit_:
        runpy.run_path(str(INV), run_name="__main__")
    found = f"{version[0]}.{version[1]}"
    assert exit_.value.code == f"inv: this is Python {found} and 3.11 to 3.14 is needed: install Python 3.13"


def test_an_unsuitable_python_hands_over_to_a_suitable_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[list[str]] = []
    for name, code in (("python3.13", 127), ("python3.12", 0)):
        (folder / name).write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "argv", ["inv", "test", "-n", "2"])
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "execv", lambda _path, words: handed_over.append(words))
    with pytest.raises(SystemExit):
        runpy.run_path(str(INV), run_name="__main__")
    assert handed_over == [[str(folder / "python3.12"), str(INV), "test", "-n", "2"]]


@pytest.mark.parametrize("name", TOO_OLD)
def test_a_really_old_python_is_told_what_is_needed(name: str, folder: Path) -> None:
    python = installed(name)
    if python is None:
        pytest.skip(f"{name} is not on this machine")
    said = subprocess.run(
        [python, INV, "--list"], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert re.fullmatch(r"inv: this is Python 3\.\d+ and 3.11 to 3.14 is needed: install .*\n", said.stderr)


def installed(name: str) -> str | None:
    """Return a Python of this machine that runs; the ones that pyenv keeps need not be on the PATH."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for path in (os.pathsep.join(map(str, kept.glob("*/bin"))), os.environ.get("PATH", os.defpath)):
        found = shutil.which(name, path=path)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return None
