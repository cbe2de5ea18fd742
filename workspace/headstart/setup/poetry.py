"""The pinned Poetry, as the program that ``.venv`` has on the PATH: installed when it is first called."""

import os
import sys

from headstart.core import environment
from headstart.setup import bootstrap, habits

# What it installs belongs into `.venv`, whatever its own settings say.
IN_VENV = {"POETRY_VIRTUALENVS_CREATE": "true", "POETRY_VIRTUALENVS_IN_PROJECT": "true"}


def main() -> None:
    """Become Poetry, with the arguments of the command line."""
    environment.neutralize()
    with bootstrap.explained(), bootstrap.alone():
        program = bootstrap.ensure_poetry()
    args = [str(program), *sys.argv[1:]]
    os.execve(program, args, habits.without_habits(os.environ) | IN_VENV)  # noqa: S606 -- it becomes Poetry


if __name__ == "__main__":
    main()
