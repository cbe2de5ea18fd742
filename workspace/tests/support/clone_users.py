"""Processes that hold a clone of the template, as a test process does."""

import os
import subprocess
import sys

from headstart.core import project

USES_A_CLONE = """
import sys
from headstart.postgres import urls
from headstart.testing import worker_databases
with worker_databases.test_database(sys.argv[1]) as url:
    print(urls.database_name(url), flush=True)
    sys.stdin.readline()
"""


class Run:
    """A process that holds a clone as a test process does, until it is told to end."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USES_A_CLONE, "gw0"],
            cwd=project.ROOT, env={**os.environ, "DATABASE_URL": url},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def clone(self) -> str:
        """Wait for the clone and return its name."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> int:
        """Let it finish; return its exit code."""
        self.process.communicate("\n")
        return self.process.returncode

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()
