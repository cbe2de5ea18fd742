"""An application on the production server, with its settings, on a free port."""

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from headstart.bench.load import request
from headstart.core import project
from headstart.running.supervisor import free_port
from headstart.testing.instance import wait_until_answered

OURS = "app.wsgi:app"
FLASK = "headstart.bench.flask_app:app"
TIMEOUT = 30.0  # seconds
SETTINGS = (project.ROOT / "backend" / "Dockerfile", project.ROOT / "infra" / "compose.production.yml")
SECRET = secrets.token_hex(32)


@dataclass(frozen=True)
class ProductionServer:
    """A running server."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Return the CPU time of the workers so far."""
        times = [worker.cpu_times() for worker in self.workers()]
        return sum(each.user + each.system for each in times)

    def workers(self) -> list[psutil.Process]:
        """Return the worker processes."""
        return self.process.children()

    def connect(self, count: int) -> list[socket.socket]:
        """Open ``count`` connections, the same number to each worker.

        Any worker may accept a connection, so that one could get most of them by chance.
        """
        share = count // len(self.workers())
        connections: dict[int, list[socket.socket]] = {worker.pid: [] for worker in self.workers()}
        while any(len(sockets) < share for sockets in connections.values()):
            candidates = [self._open() for _ in range(count)]
            owners = self._owners()
            for connection in candidates:
                sockets = connections[owners[connection.getsockname()[1]]]
                if len(sockets) < share:
                    sockets.append(connection)
                else:
                    connection.close()
        return [connection for sockets in connections.values() for connection in sockets]

    def _open(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT)
        connection.sendall(request("HEAD", "/"))
        connection.recv(1 << 16)
        return connection

    def _owners(self) -> dict[int, int]:
        """Return the worker of each connection by its local port."""
        return {
            connection.raddr.port: worker.pid
            for worker in self.workers()
            for connection in worker.net_connections("tcp")
            if connection.status == psutil.CONN_ESTABLISHED
        }


@contextmanager
def run_server(application: str, database_url: str) -> Iterator[ProductionServer]:
    """Run the server with an application until the end of the block."""
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
            yield ProductionServer(port, psutil.Process(process.pid))
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server; its workers may wait for threads that never end."""
    workers = psutil.Process(process.pid).children() if process.poll() is None else []
    process.terminate()
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        for worker in workers:
            with suppress(psutil.NoSuchProcess):
                worker.kill()
        process.kill()


def production_settings() -> Mapping[str, str]:
    """Return the settings of the server in the image and the Compose file of production."""
    settings = {}
    for path in SETTINGS:
        for name, value in re.findall(r"\b(GRANIAN_\w+)(?:=|: )(\S+)", path.read_text("utf-8")):
            settings[name] = re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value)
    return settings
