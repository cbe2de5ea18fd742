"""The API in a container of its own: the database made ready, then the server in its place."""

import os

from headstart.core import environment
from headstart.devdb.prepare import prepare
from headstart.running import application

ADDRESS = "http://0.0.0.0:8000"  # all of the container's addresses; compose decides who reaches them


def main() -> None:
    """Prepare the database, then become the API's server."""
    environment.neutralize()
    part = application.api_part(ADDRESS, prepare())
    os.chdir(part.cwd)
    os.execve(part.words[0], part.words, part.environment)  # noqa: S606 - it becomes the server


if __name__ == "__main__":
    main()
