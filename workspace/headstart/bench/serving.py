"""An application on the server of production, with its settings, on a free port of this machine."""

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from headstart.bench.load import request
from headstart.core import project
from headstart.running.supervisor import free_port
from headstart.testing.instance import wait_until_answered

OURS = "app.wsgi:app"
RAW = "headstart.bench.raw_application:app"
PATIENCE = 30.0  # seconds
SETTINGS = (project.ROOT / "backend" / "Dockerfile", project.ROOT / "infra" / "compose.production.yml")
SECRET = secrets.token_hex(32)


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    port: int
    process: psutil.Process

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer."""
        return self.process.children()

    def connect(self, count: int) -> list[socket.socket]:
        """Open connections until each worker has the same share, ``count`` in all.

        Whichever worker is awake accepts a connection and keeps it: chance could give most of them to one.
        """
        share = count // len(self.workers())
        chosen: dict[int, list[socket.socket]] = {worker.pid: [] for worker in self.workers()}
        while any(len(sockets) < share for sockets in chosen.values()):
            opened = [self._accepted() for _ in range(count)]
            owners = self._owners()
            for connection in opened:
                sockets = chosen[owners[connection.getsockname()[1]]]
                if len(sockets) < share:
                    sockets.append(connection)
                else:
                    connection.close()
        return [connection for sockets in chosen.values() for connection in sockets]

    def _accepted(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.sendall(request("HEAD", "/"))
        connection.recv(1 << 16)
        return connection

    def _owners(self) -> dict[int, int]:
        """Return which worker has the connection from a port."""
        return {
            connection.raddr.port: worker.pid
            for worker in self.workers()
            for connection in worker.net_connections("tcp")
            if connection.status == psutil.CONN_ESTABLISHED
        }


@contextmanager
def served(application: str, database_url: str) -> Iterator[Served]:
    """Serve an application until the block ends."""
    port = free_port(0)
    environment = {
        **os.environ,
        **production_settings(),
        "GRANIAN_HOST": "127.0.0.1",
        "GRANIAN_PORT": str(port),
        "ENVIRONMENT": "production",
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "PYTHONPATH": project.python_path(),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "granian", application],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_answered(f"http://127.0.0.1:{port}/api/books", process)
            yield Served(port, psutil.Process(process.pid))
        finally:
            process.terminate()


def production_settings() -> Mapping[str, str]:
    """Return what the image and the compose file of production tell the server."""
    found = {}
    for path in SETTINGS:
        for name, value in re.findall(r"\b(GRANIAN_\w+)(?:=|: )(\S+)", path.read_text("utf-8")):
            found[name] = re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value)
    return found
