"""The program ``poetry`` in ``.venv``: installs the pinned Poetry on its first call, and runs it."""

import os
import sys

from headstart.core import environment
from headstart.setup import bootstrap, package_settings

# Poetry must install into `.venv`, regardless of the user's settings.
IN_VENV = {"POETRY_VIRTUALENVS_CREATE": "true", "POETRY_VIRTUALENVS_IN_PROJECT": "true"}


def main() -> None:
    """Replace this process by Poetry, with the same arguments."""
    environment.neutralize()
    with bootstrap.report_failures(), bootstrap.set_up_lock():
        program = bootstrap.ensure_poetry()
    args = [str(program), *sys.argv[1:]]
    os.execve(program, args, package_settings.without_personal_settings(os.environ) | IN_VENV)  # noqa: S606 -- Poetry replaces this process


if __name__ == "__main__":
    main()
