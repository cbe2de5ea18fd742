"""The development server: Granian, whose workers find the libraries loaded and the branch's database.

A reload starts a new worker process. Importing Flask, SQLAlchemy and pydantic takes it a second, and
they do not change between two saves: this process loads them once, and its workers are forked from it.
Each one is given the database of the branch that is checked out when it starts.
"""

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from workspace import addresses, branches
from workspace.errors import WorkspaceError

# What `app` imports from elsewhere. One that is missing here costs its time on every reload, no more.
PRELOADED = ("alembic.script", "apiflask", "flask", "psycopg2", "pydantic_settings", "sqlalchemy.orm")
LOOK_EVERY = 0.25  # seconds: at git's files, which notify nobody across a container's mount


class Aim:
    """Which database the workers are given: that of the branch which is checked out."""

    def __init__(self, prepared: str) -> None:
        """Take the name of the database that is ready for use."""
        self.environment = dict(os.environ)
        self.default = addresses.default_url()
        self.prepared = self.wanted = addresses.with_database(self.default, prepared)
        os.environ["DATABASE_URL"] = self.default

    def take(self) -> None:
        """Let the workers that start from now on have the database of what is checked out."""
        with suppress(WorkspaceError):  # the next one may know again
            os.environ["DATABASE_URL"] = addresses.development_url(self.default)

    def follow(self) -> None:
        """Look for ever whether another branch is checked out.

        The workers are replaced at once, the database is made ready when HEAD has come to rest: until it
        is, the API answers 503.
        """
        seen: branches.Stamp | None = None
        while True:
            moves = seen != (seen := branches.stamp())
            with suppress(WorkspaceError):
                self._turn() if moves else self._prepare()
            time.sleep(LOOK_EVERY)

    def _turn(self) -> None:
        self.wanted = addresses.development_url(self.default)
        if os.environ["DATABASE_URL"] != self.wanted:
            os.kill(os.getpid(), signal.SIGHUP)

    def _prepare(self) -> None:
        if self.prepared != self.wanted:
            seen = branches.stamp()
            # In a process of its own: this one may be forked at any moment.
            subprocess.run([sys.executable, "-m", "workspace.prepare"], env=self.environment, check=False)
            # If HEAD moved, the migrations were those of two branches: once more when it rests.
            self.prepared = self.wanted if seen == branches.stamp() else ""


def main(host: str, port: str, prepared: str) -> None:
    """Serve the API until a signal comes; ``prepared`` is the database that is ready for use."""
    if sys.platform == "linux":  # elsewhere a forked process must not use the system's libraries
        multiprocessing.set_start_method("fork")
        for name in PRELOADED:
            importlib.import_module(name)
        # A worker that is stopped while it loads the app would take the signal for its parent's.
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    aim = Aim(prepared)
    aim.take()
    server = Granian(
        "app.wsgi:app",
        host,
        int(port),
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=4,
        log_level=LogLevels.warning,
        reload=True,  # on a notification of the system
        # A new migration too: the API is ready when the database is at the newest one.
        reload_paths=[Path("app"), Path("migrations")],
        reload_ignore_worker_failure=True,
        respawn_interval=0,  # the old worker has the old database
        workers_kill_timeout=2,
    )
    server.on_reload(aim.take)
    server.on_startup(threading.Thread(target=aim.follow, daemon=True).start)
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
