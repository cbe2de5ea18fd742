"""What goes to production: the front end's files and the images."""

import os
import shutil
import subprocess

from headstart.build import ui_build
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, toolchain

DIST = project.FRONTEND / "dist"
COMPOSE_FILE = project.ROOT / "infra" / "compose.production.yml"


def build_front_end() -> None:
    """Write the built files to ``frontend/dist``.

    Raises:
        WorkspaceError: the types are wrong, or Vite failed.
    """
    node_packages.install()
    words, environment = toolchain.frontend_program("tsc"), toolchain.node_environment()
    commands.output(words, environment, cwd=project.FRONTEND, doing="tsc does not build the front end")
    ui_build.build(DIST)


def docker() -> str | None:
    """Return Docker's program, if it is there with Compose and its engine answers."""
    program = shutil.which("docker")
    usable = program and all(
        commands.run([program, *words]).exit_code == 0 for words in (("compose", "version"), ("info",))
    )
    return program if usable else None


def build_images(program: str) -> None:
    """Build the production images; Docker's progress goes straight to the terminal.

    Raises:
        WorkspaceError: one of them could not be built.
    """
    words = [program, "compose", "--file", str(COMPOSE_FILE), "build"]
    if subprocess.run(words, cwd=project.ROOT, env=dict(os.environ), check=False).returncode != 0:
        msg = "the images could not be built: Docker says why above"
        raise WorkspaceError(msg)
