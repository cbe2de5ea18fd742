"""Builds for production, and their failures."""

from pathlib import Path

import pytest

from headstart.build import images
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, toolchain


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_machine_without_docker_or_its_engine_has_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert images.docker() is None
    docker = program(folder / "docker", '[ "$1" != info ]')
    assert images.docker() is None
    program(folder / "docker", "exit 0")
    assert images.docker() == docker


def test_the_images_are_built_by_compose(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLS", str(folder / "calls"))
    images.build_images(program(folder / "docker", 'echo "$*" > "$CALLS"'))
    assert (folder / "calls").read_text("utf-8") == f"compose --file {images.COMPOSE_FILE} build\n"
    assert images.COMPOSE_FILE.exists()


def test_images_that_cannot_be_built_are_a_failure(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match="the images could not be built"):
        images.build_images(program(folder / "docker", "exit 1"))


def test_the_front_end_is_checked_and_built(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "FRONTEND", folder)
    monkeypatch.setattr(node_packages, "install", lambda: None)
    monkeypatch.setattr(toolchain, "node_environment", lambda: {"PATH": "/bin"})
    tool = program(folder / "tool", f'echo "$*" >> {folder}/calls; [ "$1" != bad ]')
    monkeypatch.setattr(toolchain, "frontend_program", lambda name: [tool, name])
    images.build_front_end()
    assert (folder / "calls").read_text("utf-8") == f"tsc\nvite build --outDir {images.DIST} --emptyOutDir\n"
    monkeypatch.setattr(toolchain, "frontend_program", lambda _name: [tool, "bad"])
    with pytest.raises(WorkspaceError, match="tsc does not build the front end"):
        images.build_front_end()
