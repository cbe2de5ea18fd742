"""The script ``inv``: it updates the environment if something changed, and runs Invoke."""

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
# The calls of uv, step by step; a machine with Node does not need its wheel.
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
    assert_calls(bare, "venv --clear * .venv", *PACKAGES, TOOLING)
    again = bare.inv("--list")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert bare.calls("uv") == []


def test_up_continues_while_packages_of_the_front_end_are_installed(bare: BareMachine) -> None:
    stamp = bare.root / "frontend" / "node_modules" / ".made-from"
    stamp.unlink()
    result = bare.inv("up", "--help", PATH=bare.path_with_node())
    assert result.returncode == 0, result.stderr
    assert re.search(r"^inv:   front end's packages +in the background$", result.stderr, re.MULTILINE)
    until(stamp.exists)
    assert "corepack.js yarn install --immutable\n" in (bare.root / "calls").read_text("utf-8")


def test_a_product_is_set_up_from_the_wheel_in_vendor(bare: BareMachine) -> None:
    wheel, installed = bare.use_wheel(), bare.root / "installed"  # by a real uv
    ZipFile(wheel).extractall(installed)
    result = bare.inv("--list", PYTHONPATH=str(installed))
    assert result.returncode == 0, result.stderr
    assert "  eject " in result.stdout
    assert_calls(bare, "venv --clear * .venv", *PACKAGES)
    (locked,) = bare.state.glob("locked-dev-*.txt")
    assert f"headstart-workspace @ {wheel.as_uri()}" in locked.read_text("utf-8")


def test_a_wheel_that_is_missing_is_restored_by_git(bare: BareMachine) -> None:
    bare.use_wheel().unlink()
    result = bare.inv("--list")
    assert result.returncode == 1
    assert re.fullmatch(
        r"inv: .*\.whl is missing: run `git checkout -- vendor` to restore it\n", result.stderr
    )


@pytest.mark.parametrize("change", ["lock", "pins", "place"])
def test_a_change_updates_the_environment(change: str, bare: BareMachine) -> None:
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
    assert_calls(bare, *PACKAGES, TOOLING)


def test_a_change_of_other_settings_updates_nothing(bare: BareMachine) -> None:
    bare.set_up()
    append(bare.root / "pyproject.toml", '\n[tool.of-somebody]\nsetting = "new"\n')
    assert bare.inv("--version").stderr == ""


def test_setup_checks_everything_again(bare: BareMachine) -> None:
    bare.set_up()
    result = bare.inv("setup", "--help", PATH=bare.path_with_node())
    assert result.returncode == 0, result.stderr
    calls = (bare.root / "calls").read_text("utf-8")
    assert "corepack.js yarn install --immutable\n" in calls
    assert_calls(bare, "pip sync *", TOOLING)


@pytest.mark.parametrize("damage", ["no python", "no invoke", "dangling"])
def test_a_damaged_environment_is_recreated(damage: str, bare: BareMachine) -> None:
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
    result = bare.inv("--version")
    assert result.returncode == 1
    assert re.fullmatch(r"inv: \.venv is damaged \(.*\): run `\./inv setup` to repair it\n", result.stderr)
    assert bare.inv("setup", "--help", PATH=bare.path_with_node()).returncode == 0
    assert bare.inv("--version").stderr == ""


def test_it_works_from_a_subfolder_and_imports_nothing_from_it(bare: BareMachine) -> None:
    bare.set_up()
    folder = bare.root / "backend" / "deep er"
    folder.mkdir()
    (folder / "invoke.py").write_text("raise SystemExit('the wrong module')\n", "utf-8")
    (folder / "inv").symlink_to("../../inv")
    for args in ([sys.executable, "../../inv", "--list"], ["./inv", "--list"]):
        result = subprocess.run(
            args, cwd=folder, env=bare.environment({}), capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
        assert "Available tasks:" in result.stdout


def test_the_arguments_and_the_exit_code_are_passed_on(bare: BareMachine) -> None:
    result = bare.inv("no-such-task")
    assert result.returncode != 0
    assert "no-such-task" in result.stderr


def test_the_environments_own_python_causes_no_update(bare: BareMachine) -> None:
    base = Path(getattr(sys, "_base_executable", sys.executable))
    bare.inv("--version")
    result = subprocess.run(
        [base, INV.name, "--list"], cwd=bare.root, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def assert_calls(bare: BareMachine, *patterns: str) -> None:
    """Compare the latest calls of uv with patterns."""
    calls = [args.replace(f"{bare.root}/", "") for args in bare.calls("uv")]
    assert len(calls) == len(patterns), calls
    assert all(map(fnmatch, calls, patterns)), calls


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
    result = subprocess.run(
        [sys.executable, checkout / "inv", "--list"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert re.fullmatch(
        r"inv: Vite, PostgreSQL or PATH cannot use a path that contains .*: move or rename .*\n",
        result.stderr,
    )
    assert [path.name for path in checkout.iterdir()] == ["inv"]


# --- Pythons that are too old ----------------------------------------------------------------


def test_old_pythons_can_read_the_file() -> None:
    ast.parse(INV.read_text("utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 15, 0)])
def test_an_unsuitable_python_is_explained(
    version: tuple[int, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(SystemExit) as exit_:
        runpy.run_path(str(INV), run_name="__main__")
    actual = f"{version[0]}.{version[1]}"
    assert (
        exit_.value.code == f"inv: this is Python {actual}, but 3.11 to 3.14 is required: install Python 3.13"
    )


def test_an_unsuitable_python_hands_over_to_a_suitable_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    for name, code in (("python3.13", 127), ("python3.12", 0)):
        (folder / name).write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "argv", ["inv", "test", "-n", "2"])
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "execv", lambda _path, args: calls.append(args))
    with pytest.raises(SystemExit):
        runpy.run_path(str(INV), run_name="__main__")
    assert calls == [[str(folder / "python3.12"), str(INV), "test", "-n", "2"]]


@pytest.mark.parametrize("name", TOO_OLD)
def test_a_very_old_python_is_explained(name: str, folder: Path) -> None:
    python = installed(name)
    if python is None:
        pytest.skip(f"{name} is not on this machine")
    output = subprocess.run(
        [python, INV, "--list"], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )
    assert output.returncode == 1
    assert re.fullmatch(
        r"inv: this is Python 3\.\d+, but 3.11 to 3.14 is required: install .*\n", output.stderr
    )


def installed(name: str) -> str | None:
    """Return a working Python on this machine, also if pyenv has it and it is not on the PATH."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for path in (os.pathsep.join(map(str, versions.glob("*/bin"))), os.environ.get("PATH", os.defpath)):
        python = shutil.which(name, path=path)
        if python and subprocess.call([python, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return python
    return None
