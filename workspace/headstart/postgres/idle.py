"""Stops the test server when it has been idle for a while, to free its memory."""

import subprocess
import sys
import threading
import time
from contextlib import closing

import psycopg2

from headstart.core import project
from headstart.postgres import servers
from headstart.postgres.servers import Server

MAX_IDLE_SECONDS = 15 * 60.0
CHECK_INTERVAL = 30.0  # seconds


def watch() -> None:
    """Start a process that stops the test server when it is idle, and exits with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "headstart.postgres.idle"],
        cwd=project.ROOT, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    # It may outlive this process; otherwise it must not become a zombie.
    threading.Thread(target=process.wait, daemon=True).start()


def stop_when_idle(
    server: Server, max_idle: float = MAX_IDLE_SECONDS, interval: float = CHECK_INTERVAL
) -> None:
    """Wait until the server had no client for ``max_idle`` seconds, then delete it with its data."""
    pid = server.pid()
    last_used = time.monotonic()
    while pid is not None and server.pid() == pid:
        if clients(server):
            last_used = time.monotonic()
        elif time.monotonic() - last_used > max_idle:
            server.remove()
            return
        time.sleep(interval)


def clients(server: Server) -> int:
    """Return the number of connections besides this one; 0 if the server does not answer."""
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
    stop_when_idle(servers.test_server())
