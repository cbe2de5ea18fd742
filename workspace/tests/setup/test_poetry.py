"""The pinned Poetry: installed when it is first called, and only then."""

import subprocess
from pathlib import Path

import pytest

from headstart.core import project
from tests.support.bare_machines import BareMachine

INSTALLED = ["venv", "pip"]


@pytest.fixture
def machine(bare: BareMachine) -> BareMachine:
    """Return a bare machine after its first command, on which somebody else's Poetry was, too."""
    somebodys = bare.root / "somebodys-poetry"
    somebodys.touch()
    (bare.root / "packages" / "bin" / "poetry").symlink_to(somebodys)
    assert bare.inv("--version").returncode == 0
    assert somebodys.read_text("utf-8") == ""
    bare.asked("uv")
    return bare


def poetry(machine: BareMachine, *args: str) -> None:
    """Call the Poetry of ``.venv``, from another folder."""
    program = machine.venv / "bin" / "poetry"
    subprocess.run([program, *args], cwd=machine.root / "backend", env=machine.environment({}), check=True)


def installed(machine: BareMachine) -> list[str]:
    """Return the commands of uv since the last time."""
    return [args.split()[0] for args in machine.asked("uv")]


def test_it_is_installed_by_its_first_call_and_only_by_that(machine: BareMachine) -> None:
    assert not machine.poetry.exists()
    poetry(machine, "lock", "--regenerate")
    asked = (machine.root / "asked").read_text("utf-8")
    assert f"poetry=={project.pins().poetry} poetry-plugin-pypi-mirror==" in asked
    assert asked.endswith("\npoetry lock --regenerate\n")
    assert installed(machine) == INSTALLED
    poetry(machine, "check")
    assert installed(machine) == []


def test_one_that_was_half_installed_is_installed_again(machine: BareMachine) -> None:
    machine.poetry.mkdir()
    poetry(machine, "check")
    assert installed(machine) == INSTALLED


def test_one_whose_python_is_gone_is_installed_again(machine: BareMachine) -> None:
    poetry(machine, "check")
    (machine.poetry / "bin" / "python").unlink()
    (machine.poetry / "bin" / "poetry").rename(machine.root / "poetry")
    machine.asked("uv")
    poetry(machine, "check")
    assert installed(machine) == INSTALLED


def test_it_uses_the_index_that_pip_is_configured_for(machine: BareMachine) -> None:
    script = Path(machine.venv / "bin" / "poetry").read_text("utf-8")
    assert "export POETRY_PYPI_MIRROR_URL=https://pypi.example.com/simple/\n" in script


def test_what_it_installs_goes_into_venv_whatever_its_settings_say(machine: BareMachine) -> None:
    (machine.root / "poetry").write_text(f'#!/bin/sh\nenv > "{machine.root}/environment"\n', "utf-8")
    habits = {
        "POETRY_VIRTUALENVS_CREATE": "false",
        "POETRY_VIRTUALENVS_IN_PROJECT": "false",
        "NODE_ENV": "test",
    }
    program = machine.venv / "bin" / "poetry"
    subprocess.run([program, "install"], env=machine.environment(habits), check=True)
    environment = (machine.root / "environment").read_text("utf-8").splitlines()
    assert {"POETRY_VIRTUALENVS_CREATE=true", "POETRY_VIRTUALENVS_IN_PROJECT=true"} <= {*environment}
    assert not [line for line in environment if line.startswith("NODE_ENV=")]
