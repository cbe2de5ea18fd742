"""The API in a container of its own: the database migrated and seeded, then the server in its place."""

import os
import sys

from workspace import addresses, application, databases, development, revisions
from workspace.errors import WorkspaceError

ADDRESS = "http://0.0.0.0:8000"  # all of the container's addresses; compose decides who reaches them


def prepare() -> str:
    """Migrate the database and seed it if it is empty; return the line that says so, or what is wrong."""
    try:
        found = development.open_database()
        revisions.migrate(found.url)
        return development.seed(found.url) if databases.is_empty(found.url) else "the database is ready"
    except WorkspaceError as error:
        # The API is started all the same: it answers 503 with the reason until that is mended, and
        # `docker compose exec` can be used to mend it.
        return f"inv: {error}"


def main() -> None:
    """Prepare the database, then become the API's server."""
    sys.stdout.write(prepare() + "\n")
    sys.stdout.flush()
    part = application.api_part(ADDRESS, addresses.development_url())
    os.chdir(part.cwd)
    os.execve(part.words[0], part.words, part.environment)  # noqa: S606 - it becomes the server


if __name__ == "__main__":
    main()
