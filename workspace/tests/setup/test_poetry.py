"""The pinned Poetry is installed by its first call."""

import subprocess
from pathlib import Path

import pytest

from headstart.core import project
from headstart.setup import bootstrap
from tests.support.bare_machines import BareMachine

INSTALLATION = ["venv", "pip"]


@pytest.fixture
def machine(bare: BareMachine) -> BareMachine:
    """Return a bare machine after its first command, with another Poetry."""
    other = bare.root / "other-poetry"
    other.touch()
    (bare.root / "packages" / "bin" / "poetry").symlink_to(other)
    assert bare.inv("--version").returncode == 0
    assert other.read_text("utf-8") == ""
    bare.calls("uv")
    return bare


def poetry(machine: BareMachine, *args: str) -> None:
    """Call the Poetry of ``.venv``, from another folder."""
    program = machine.venv / "bin" / "poetry"
    subprocess.run([program, *args], cwd=machine.root / "backend", env=machine.environment({}), check=True)


def uv_commands(machine: BareMachine) -> list[str]:
    """Return the latest commands of uv."""
    return [args.split()[0] for args in machine.calls("uv")]


def test_it_is_installed_by_its_first_call_and_only_by_that(machine: BareMachine) -> None:
    assert not machine.poetry.exists()
    poetry(machine, "lock", "--regenerate")
    calls = (machine.root / "calls").read_text("utf-8")
    assert f" --require-hashes -r {machine.root}/backend/poetry.txt\n" in calls
    assert calls.endswith("\npoetry lock --regenerate\n")
    assert uv_commands(machine) == INSTALLATION
    poetry(machine, "check")
    assert uv_commands(machine) == []


def test_a_version_without_known_checksums_is_installed_without_them() -> None:
    assert bootstrap._with_checksums(bootstrap.POETRY, "poetry==1.8.0") == ["poetry==1.8.0"]


def test_the_image_installs_it_with_the_same_checksums() -> None:
    text = (project.BACKEND / "Dockerfile").read_text("utf-8")
    assert "--mount=type=bind,source=backend/poetry.txt,target=/tmp/poetry.txt" in text
    assert "pip install --quiet --disable-pip-version-check --require-hashes -r /tmp/poetry.txt" in text


def test_an_incomplete_installation_is_repeated(machine: BareMachine) -> None:
    machine.poetry.mkdir()
    poetry(machine, "check")
    assert uv_commands(machine) == INSTALLATION


def test_an_installation_without_its_python_is_repeated(machine: BareMachine) -> None:
    poetry(machine, "check")
    (machine.poetry / "bin" / "python").unlink()
    (machine.poetry / "bin" / "poetry").rename(machine.root / "poetry")
    machine.calls("uv")
    poetry(machine, "check")
    assert uv_commands(machine) == INSTALLATION


def test_it_uses_the_index_that_pip_is_configured_for(machine: BareMachine) -> None:
    script = Path(machine.venv / "bin" / "poetry").read_text("utf-8")
    assert "export POETRY_PYPI_MIRROR_URL=https://pypi.example.com/simple/\n" in script


def test_it_installs_into_venv_regardless_of_settings(machine: BareMachine) -> None:
    (machine.root / "poetry").write_text(f'#!/bin/sh\nenv > "{machine.root}/environment"\n', "utf-8")
    variables = {
        "POETRY_VIRTUALENVS_CREATE": "false",
        "POETRY_VIRTUALENVS_IN_PROJECT": "false",
        "NODE_ENV": "test",
    }
    program = machine.venv / "bin" / "poetry"
    subprocess.run([program, "install"], env=machine.environment(variables), check=True)
    environment = (machine.root / "environment").read_text("utf-8").splitlines()
    assert {"POETRY_VIRTUALENVS_CREATE=true", "POETRY_VIRTUALENVS_IN_PROJECT=true"} <= {*environment}
    assert not [line for line in environment if line.startswith("NODE_ENV=")]
