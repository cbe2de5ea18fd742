"""Node as the tooling finds it, for editors, which know the PATH only."""

import os
import sys

from headstart.core import environment
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain


def main() -> None:
    """Become Node, with the arguments of the command line."""
    environment.neutralize()
    try:
        args = [str(toolchain.node().folder / "node"), *sys.argv[1:]]
    except WorkspaceError as error:
        sys.exit(f"node: {error}")
    os.execve(args[0], args, toolchain.node_environment())  # noqa: S606 - it becomes Node


if __name__ == "__main__":
    main()
