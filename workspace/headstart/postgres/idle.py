"""Ends the test server when no test has used it for a while, and gives its memory back."""

import subprocess
import sys
import threading
import time
from contextlib import closing

import psycopg2

from headstart.core import project
from headstart.postgres import servers
from headstart.postgres.servers import Server

PATIENCE = 15 * 60.0  # seconds without a client
LOOK_EVERY = 30.0  # seconds


def watch() -> None:
    """Start a process that ends the test server when it is idle; it ends with the server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "headstart.postgres.idle"],
        cwd=project.ROOT, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    # It may outlive this process, and must not stay a zombie when it does not.
    threading.Thread(target=process.wait, daemon=True).start()


def end_when_idle(server: Server, patience: float = PATIENCE, look_every: float = LOOK_EVERY) -> None:
    """Wait until the server had no client for ``patience`` seconds, then remove it with its data."""
    watched = server.pid()
    used = time.monotonic()
    while watched is not None and server.pid() == watched:
        if clients(server):
            used = time.monotonic()
        elif time.monotonic() - used > patience:
            server.remove()
            return
        time.sleep(look_every)


def clients(server: Server) -> int:
    """Return how many connections there are besides the one that asks; none when nothing answers."""
    try:
        with closing(psycopg2.connect(server.url("postgres"))) as session, session.cursor() as rows:
            rows.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            row = rows.fetchone()
    except psycopg2.OperationalError:
        return 0
    return int(row[0]) if row else 0


if __name__ == "__main__":
    end_when_idle(servers.test_server())
