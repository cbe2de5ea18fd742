"""The program ``yarn`` in ``.venv``: runs the pinned Yarn."""

import os
import sys
from pathlib import Path

from headstart.core import environment, project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain


def main() -> None:
    """Replace this process by Yarn, with the same arguments."""
    environment.neutralize()
    try:
        args = [*toolchain.yarn(), *sys.argv[1:]]
    except WorkspaceError as error:
        sys.exit(f"yarn: {error}")
    if Path.cwd() == project.ROOT:
        os.chdir(project.FRONTEND)  # with the packages; at the top, Corepack would download the newest Yarn
    os.execve(args[0], args, {**toolchain.node_environment(), **toolchain.registry_environment()})  # noqa: S606


if __name__ == "__main__":
    main()
