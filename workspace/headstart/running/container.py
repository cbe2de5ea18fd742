"""The back end in a container: `python -m headstart.running.container` or `… container worker`."""

import os
import sys

from headstart.core import environment
from headstart.devdb.prepare import prepare
from headstart.running import application

ADDRESS = "http://0.0.0.0:8000"  # all addresses of the container; Compose decides which are published


def main(*args: str) -> None:
    """Prepare the database and become the API's server; or become the worker."""
    environment.neutralize()
    part = application.worker_part() if args == ("worker",) else application.api_part(ADDRESS, prepare())
    os.chdir(part.cwd)
    os.execve(part.args[0], part.args, part.environment)  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
