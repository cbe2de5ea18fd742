"""A process beside the API's server: it prepares the database of each branch that is checked out.

This cannot be a thread of the server, which forks its workers: a worker forked while the thread starts a
program would inherit the program's pipes, and the thread would wait for ever until they are closed.
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

# Seconds. Git's files are polled: changes on a container's mount send no notification.
POLL_INTERVAL = 0.25


class Watch:
    """The state of a server: the database it should use, and the database that is prepared."""

    def __init__(self, server: int, prepared: str) -> None:
        """Watch for the server with this PID; ``prepared`` is the name of the migrated database."""
        self.server = server
        self.default = urls.default_url()
        self.prepared = self.target = urls.with_database(self.default, prepared)

    def run(self) -> None:
        """Watch until the server stops.

        A checkout replaces the workers at once. The database is prepared as soon as HEAD no longer moves;
        until then, the API answers 503.
        """
        last: branches.Stamp | None = None
        while os.getppid() == self.server:
            has_moved = last != (last := branches.stamp())
            with suppress(WorkspaceError):
                self._switch() if has_moved else self._prepare()
            time.sleep(POLL_INTERVAL)

    def _switch(self) -> None:
        previous, self.target = self.target, branch_urls.development_url(self.default)
        if self.target != previous:
            os.kill(self.server, signal.SIGHUP)

    def _prepare(self) -> None:
        if self.prepared != self.target:
            stamp = branches.stamp()
            prepare()
            # If HEAD moved in the meantime, migrations of two branches may have run: prepare it again.
            self.prepared = self.target if stamp == branches.stamp() else ""


def start(prepared: str, environment: dict[str, str]) -> None:
    """Start the watch for this process, the server; it stops with the server."""
    args = [sys.executable, "-m", "headstart.running.branch_watch", str(os.getpid()), prepared]
    subprocess.Popen(args, env=environment)


def main(server: str, prepared: str) -> None:
    """Run the watch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it stops with the server
    Watch(int(server), prepared).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
