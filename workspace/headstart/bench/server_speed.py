"""The creation of a test server, compared with initdb and pg_ctl."""

import secrets
import shutil
import subprocess
from pathlib import Path

from headstart.bench.measurement import Measurement, measure_alternately
from headstart.postgres import clusters, servers
from headstart.postgres.servers import Server

OPTIONS = "-c listen_addresses= -c fsync=off -c unix_socket_directories="


def measure(runs: int) -> Measurement:
    """Measure the time until a new server answers."""
    test_server = servers.test_server()

    def ours() -> Server:
        name = secrets.token_hex(2)
        server = Server("bench", _folder(test_server, name), test_server.account, is_durable=False)
        server.start()
        return server

    ours().remove()  # the first one initializes the cluster that the others copy
    created: list[Server] = []
    peer_folders: list[Path] = []
    try:
        values, peer_values = measure_alternately(
            lambda: created.append(ours()), lambda: peer_folders.append(_start_peer(test_server)), runs
        )
    finally:
        for server in created:
            server.remove()
            server.log.unlink(missing_ok=True)
        for data in peer_folders:
            _pg_ctl(test_server, data, "stop", "-m", "immediate")
            shutil.rmtree(data, ignore_errors=True)
    return Measurement("creation of a test server", "s", values, "initdb, pg_ctl start", peer_values, 0.25)


def _start_peer(server: Server) -> Path:
    data = _folder(server, secrets.token_hex(2))
    data.mkdir(mode=0o700)
    server.account.own(data)
    programs = servers.server_programs(server.account)
    subprocess.run(
        [programs / "initdb", "--no-sync", "--pgdata", data, *clusters.INITDB],
        check=True, capture_output=True, cwd="/", **server.account.popen,
    )  # fmt: skip
    _pg_ctl(server, data, "start", "-w", "-l", str(data / "log"), "-o", f"{OPTIONS}{data}")
    return data


def _pg_ctl(server: Server, data: Path, *args: str) -> None:
    subprocess.run(
        [servers.server_programs(server.account) / "pg_ctl", "-D", data, *args],
        check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **server.account.popen,
    )  # fmt: skip


def _folder(server: Server, name: str) -> Path:
    return server.data.with_name(f"{server.data.name}-{name}")
