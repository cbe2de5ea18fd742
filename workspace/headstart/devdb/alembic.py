"""The program ``alembic`` in ``.venv``: runs Alembic on the development database."""

import os
import sys

from headstart.core import environment
from headstart.core.errors import WorkspaceError
from headstart.devdb import development


def main() -> None:
    """Open the development database, and replace this process by Alembic with the same arguments."""
    environment.neutralize()
    variables = dict(os.environ)
    try:
        if url := development.url_for_alembic():
            variables["DATABASE_URL"] = url
    except WorkspaceError as error:
        sys.exit(f"alembic: {error}")
    args = [sys.executable, "-m", "alembic", *sys.argv[1:]]
    os.execve(args[0], args, variables)  # noqa: S606 -- Alembic replaces this process


if __name__ == "__main__":
    main()
