"""The pinned Yarn, as the program that ``.venv`` has on the PATH."""

import os
import sys
from pathlib import Path

from headstart.core import environment, project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain


def main() -> None:
    """Become Yarn, with the arguments of the command line."""
    environment.neutralize()
    try:
        args = [*toolchain.yarn(), *sys.argv[1:]]
    except WorkspaceError as error:
        sys.exit(f"yarn: {error}")
    if Path.cwd() == project.ROOT:
        os.chdir(project.FRONTEND)  # where the packages are: at the top, Corepack would fetch the newest
    os.execve(args[0], args, {**toolchain.node_environment(), **toolchain.registry_environment()})  # noqa: S606


if __name__ == "__main__":
    main()
