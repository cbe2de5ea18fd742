"""Processes that use a clone of the test database template, like a worker of a test run."""

import os
import subprocess
import sys

from headstart.core import project

USE_CLONE = """
import sys
from headstart.postgres import urls
from headstart.testing import worker_databases
with worker_databases.test_database(sys.argv[1]) as url:
    print(urls.database_name(url), flush=True)
    sys.stdin.readline()
"""


class CloneProcess:
    """A process that uses a clone until it is stopped."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE_CLONE, "gw0"],
            cwd=project.ROOT, env={**os.environ, "DATABASE_URL": url},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def clone(self) -> str:
        """Wait for the clone and return its name."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def stop(self) -> int:
        """Let it finish; return its exit code."""
        self.process.communicate("\n")
        return self.process.returncode

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.communicate()
