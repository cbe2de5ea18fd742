"""Alembic, as the program that ``.venv`` has on the PATH: it works on the development database."""

import os
import sys

from headstart.core import environment
from headstart.core.errors import WorkspaceError
from headstart.devdb import development


def main() -> None:
    """Become Alembic, with the arguments of the command line; the database is started and created first."""
    environment.neutralize()
    variables = dict(os.environ)
    try:
        if url := development.url_for_alembic():
            variables["DATABASE_URL"] = url
    except WorkspaceError as error:
        sys.exit(f"alembic: {error}")
    args = [sys.executable, "-m", "alembic", *sys.argv[1:]]
    os.execve(args[0], args, variables)  # noqa: S606 -- it becomes Alembic


if __name__ == "__main__":
    main()
