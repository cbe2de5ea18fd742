"""Runs the Node that the tooling finds, for editors, which only look on the PATH."""

import os
import sys

from headstart.core import environment
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain


def main() -> None:
    """Replace this process by Node, with the same arguments."""
    environment.neutralize()
    try:
        args = [str(toolchain.node().folder / "node"), *sys.argv[1:]]
    except WorkspaceError as error:
        sys.exit(f"node: {error}")
    os.execve(args[0], args, toolchain.node_environment())  # noqa: S606 - Node replaces this process


if __name__ == "__main__":
    main()
