"""Builds the front end and the images for production."""

import os
import shutil
import subprocess

from headstart.build import bill_of_materials, provenance, ui_build
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, toolchain

DIST = project.FRONTEND / "dist"
COMPOSE_FILE = project.ROOT / "infra" / "compose.production.yml"


def build_front_end() -> None:
    """Write the built files to ``frontend/dist``.

    Raises:
        WorkspaceError: type checking or Vite failed.
    """
    node_packages.install()
    args, environment = toolchain.frontend_program("tsc"), toolchain.node_environment()
    commands.output(args, environment, cwd=project.FRONTEND, failure="tsc does not build the front end")
    ui_build.build(DIST)


def docker() -> str | None:
    """Return the Docker program, if Compose is installed and the engine is running."""
    program = shutil.which("docker")
    is_usable = program and all(
        commands.run([program, *args]).exit_code == 0 for args in (("compose", "version"), ("info",))
    )
    return program if is_usable else None


def build_images(program: str) -> None:
    """Build the production images; Docker's output goes to the terminal.

    Raises:
        WorkspaceError: the build failed.
    """
    bill_of_materials.write()
    environment = {**os.environ, **provenance.variables()}
    if subprocess.run(_build(program), cwd=project.ROOT, env=environment, check=False).returncode != 0:
        msg = "the images could not be built: see Docker's output above"
        raise WorkspaceError(msg)


def build_images_for(program: str, platform: str) -> None:
    """Build the production images for a platform such as ``linux/amd64``, without output.

    Raises:
        WorkspaceError: the build failed.
    """
    bill_of_materials.write()
    environment = {**os.environ, **provenance.variables(), "DOCKER_DEFAULT_PLATFORM": platform}
    failure = "the images could not be built (run `inv build` to see the output)"
    commands.output([*_build(program), "--quiet"], environment, failure=failure)


def _build(program: str) -> list[str]:
    return [program, "compose", "--file", str(COMPOSE_FILE), "build"]
