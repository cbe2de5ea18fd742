"""The pinned Poetry, as the program that ``.venv`` has on the PATH: installed when it is first called."""

import os
import sys

from headstart.setup import bootstrap


def main() -> None:
    """Become Poetry, with the arguments of the command line."""
    with bootstrap.explained(), bootstrap.alone():
        program = bootstrap.ensure_poetry()
    os.execv(program, [str(program), *sys.argv[1:]])  # noqa: S606 -- it becomes Poetry


if __name__ == "__main__":
    main()
