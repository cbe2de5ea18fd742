"""The API in a container: prepares the database, then becomes the server."""

import os

from headstart.core import environment
from headstart.devdb.prepare import prepare
from headstart.running import application

ADDRESS = "http://0.0.0.0:8000"  # all addresses of the container; Compose decides which are published


def main() -> None:
    """Prepare the database, then replace this process by the API's server."""
    environment.neutralize()
    part = application.api_part(ADDRESS, prepare())
    os.chdir(part.cwd)
    os.execve(part.args[0], part.args, part.environment)  # noqa: S606


if __name__ == "__main__":
    main()
