"""The pinned Yarn, as the program that ``.venv`` has on the PATH."""

import os
import sys
from pathlib import Path

from workspace import project, toolchain
from workspace.errors import WorkspaceError


def main() -> None:
    """Become Yarn, with the words of the command line."""
    try:
        words = [*toolchain.yarn(), *sys.argv[1:]]
    except WorkspaceError as error:
        sys.exit(f"yarn: {error}")
    if Path.cwd() == project.ROOT:
        os.chdir(project.FRONTEND)  # where the packages are: at the top, Corepack would fetch the newest
    os.execve(words[0], words, {**toolchain.node_environment(), **toolchain.registry_environment()})  # noqa: S606
