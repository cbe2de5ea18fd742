"""The development server: Granian, whose workers find the libraries loaded and the branch's database.

A reload starts a new worker process. Importing Flask, SQLAlchemy and pydantic takes it a second, and
they do not change between two saves: this process loads them once, and its workers are forked from it.
Each one is given the database of the branch that is checked out when it starts.
"""

import importlib
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls
from headstart.postgres import urls
from headstart.running import branch_watch

# What `app` imports from elsewhere. One that is missing here costs its time on every reload, no more.
PRELOADED = ("alembic.script", "apiflask", "flask", "psycopg2", "pydantic_settings", "sqlalchemy.orm")


def take(default: str) -> None:
    """Let the workers that start from now on have the database of what is checked out."""
    with suppress(WorkspaceError):  # the next one may know again
        os.environ["DATABASE_URL"] = branch_urls.development_url(default)


def main(host: str, port: str, prepared: str) -> None:
    """Serve the API until a signal comes; ``prepared`` is the database that is ready for use."""
    if sys.platform == "linux":  # elsewhere a forked process must not use the system's libraries
        multiprocessing.set_start_method("fork")
        for name in PRELOADED:
            importlib.import_module(name)
        # A worker that is stopped while it loads the app would take the signal for its parent's.
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    environment, default = dict(os.environ), urls.default_url()
    take(default)
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
    server.on_reload(partial(take, default))
    server.on_startup(partial(branch_watch.start, prepared, environment))
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
