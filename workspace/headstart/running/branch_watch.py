"""Beside the API's server: sees that another branch is checked out, and makes its database ready.

It is a process of its own because the server is forked while it runs: a program that one of its threads
starts in that moment shares its pipes with the fork, and the thread waits for their end for ever.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, branches
from headstart.devdb.prepare import prepare
from headstart.postgres import urls

LOOK_EVERY = 0.25  # seconds: at git's files, which notify nobody across a container's mount


class Watch:
    """What is known of a server: the database that it was told to use, and the one that is ready for use."""

    def __init__(self, server: int, prepared: str) -> None:
        """Take the process of the server, and the name of the database that is ready for use."""
        self.server = server
        self.default = urls.default_url()
        self.prepared = self.wanted = urls.with_database(self.default, prepared)

    def keep(self) -> None:
        """Look until the server has ended.

        Its workers are replaced at once, the database is made ready when HEAD has come to rest: until it
        is, the API answers 503.
        """
        seen: branches.Stamp | None = None
        while os.getppid() == self.server:
            moves = seen != (seen := branches.stamp())
            with suppress(WorkspaceError):
                self._turn() if moves else self._prepare()
            time.sleep(LOOK_EVERY)

    def _turn(self) -> None:
        before, self.wanted = self.wanted, branch_urls.development_url(self.default)
        if self.wanted != before:
            os.kill(self.server, signal.SIGHUP)

    def _prepare(self) -> None:
        if self.prepared != self.wanted:
            seen = branches.stamp()
            prepare()
            # If HEAD moved, the migrations were those of two branches: once more when it rests.
            self.prepared = self.wanted if seen == branches.stamp() else ""


def start(prepared: str, environment: dict[str, str]) -> None:
    """Start it for the server that this process is; it ends by itself."""
    words = [sys.executable, "-m", "headstart.running.branch_watch", str(os.getpid()), prepared]
    subprocess.Popen(words, env=environment)


def main(server: str, prepared: str) -> None:
    """Watch for a server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's end is this one's
    Watch(int(server), prepared).keep()


if __name__ == "__main__":
    main(*sys.argv[1:])
