"""A test server from nothing, beside initdb and pg_ctl."""

import secrets
import shutil
import subprocess
from pathlib import Path

from headstart.bench.measurement import Measurement, paired
from headstart.postgres import clusters, servers
from headstart.postgres.servers import Server

NOT_SYNCED = "-c listen_addresses= -c fsync=off -c unix_socket_directories="


def from_nothing(runs: int) -> Measurement:
    """Measure until a server without a data folder answers."""
    beside = servers.test_server()

    def ours() -> Server:
        name = secrets.token_hex(2)
        server = Server("bench", _folder(beside, name), beside.account, is_durable=False)
        server.start()
        return server

    ours().remove()  # the first one makes what the others copy
    begun: list[Server] = []
    made: list[Path] = []
    try:
        values, peers = paired(lambda: begun.append(ours()), lambda: made.append(_peer(beside)), runs)
    finally:
        for server in begun:
            server.remove()
            server.log.unlink(missing_ok=True)
        for data in made:
            _pg_ctl(beside, data, "stop", "-m", "immediate")
            shutil.rmtree(data, ignore_errors=True)
    return Measurement("a test server from nothing", "s", values, "initdb, pg_ctl start", peers, 0.25)


def _peer(beside: Server) -> Path:
    data = _folder(beside, secrets.token_hex(2))
    data.mkdir(mode=0o700)
    beside.account.own(data)
    programs = servers.server_programs(beside.account)
    subprocess.run(
        [programs / "initdb", "--no-sync", "--pgdata", data, *clusters.INITDB],
        check=True, capture_output=True, cwd="/", **beside.account.popen,
    )  # fmt: skip
    _pg_ctl(beside, data, "start", "-w", "-l", str(data / "log"), "-o", f"{NOT_SYNCED}{data}")
    return data


def _pg_ctl(beside: Server, data: Path, *words: str) -> None:
    subprocess.run(
        [servers.server_programs(beside.account) / "pg_ctl", "-D", data, *words],
        check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **beside.account.popen,
    )  # fmt: skip


def _folder(beside: Server, name: str) -> Path:
    return beside.data.with_name(f"{beside.data.name}-{name}")
