"""The development server: Granian, with preloaded libraries and the database of the current branch.

A reload starts a new worker process. To make it fast, this process imports the large libraries once, and
forks its workers. Each worker uses the database of the branch that is checked out when it starts.
"""

import importlib
import multiprocessing
import os
import signal
import sys
from functools import partial
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from headstart.postgres import urls
from headstart.running import branch_database, branch_watch

# The large libraries that `app` imports; a library missing here only makes reloads slower.
PRELOADED = ("alembic.script", "apiflask", "flask", "psycopg2", "pydantic_settings", "sqlalchemy.orm")


def main(host: str, port: str, prepared: str) -> None:
    """Serve the API until a signal arrives; ``prepared`` is the name of the migrated database."""
    if sys.platform == "linux":  # on macOS, a forked process must not use the system's libraries
        multiprocessing.set_start_method("fork")
        for name in PRELOADED:
            importlib.import_module(name)
        # Otherwise, a worker stopped while it loads the app would run its parent's handler.
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    environment, default = dict(os.environ), urls.default_url()
    branch_database.choose(default)
    server = Granian(
        "app.wsgi:app",
        host,
        int(port),
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=4,
        log_level=LogLevels.warning,
        reload=True,  # a change of a file
        # A new migration reloads, too: the API is ready when the database is at the newest revision.
        reload_paths=[Path("app"), Path("migrations")],
        reload_ignore_worker_failure=True,
        respawn_interval=0,  # the old worker uses the old database
        workers_kill_timeout=2,
    )
    server.on_reload(partial(branch_database.choose, default))
    server.on_startup(partial(branch_watch.start, prepared, environment))
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
