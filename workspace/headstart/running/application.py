"""The application as it runs in development: API and UI with hot reload, on a free port each."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass, field

import anyio
from rich.console import Console

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import servers
from headstart.running import supervisor
from headstart.running.supervisor import Part, Supervisor
from headstart.setup import toolchain

HOST = "127.0.0.1"
API_PORT, UI_PORT = 8000, 5173
RECORD = project.STATE / "up.json"
ASK_EVERY = 0.05  # seconds
REFUSED = "The app cannot start: "  # how `app.wsgi` begins its sentence about a setting
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Running:
    """What is written down of a running ``up``, for a second one and for one after a kill."""

    pid: int
    born: str
    ui: str
    api: str
    started_server: bool
    sessions: list[tuple[int, str]] = field(default_factory=list)

    def write(self) -> None:
        """Write it down where the next ``up`` looks."""
        RECORD.parent.mkdir(parents=True, exist_ok=True)
        RECORD.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls) -> "Running | None":
        """Read what the last ``up`` wrote; None when it ended well."""
        try:
            return cls(**json.loads(RECORD.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @property
    def is_alive(self) -> bool:
        """Say whether it still runs; after a restart its number may be anybody's."""
        return supervisor.born(self.pid) == self.born


def take_over(console: Console) -> bool:
    """Write down that an ``up`` begins here, and stop what a killed one of this checkout left.

    Returns:
        Whether a server was left too.

    Raises:
        WorkspaceError: an ``up`` runs here already.
    """
    found = Running.read()
    left = found is not None and _clean_up(found, console)
    me = os.getpid()
    Running(me, supervisor.born(me), "not up yet", "not up yet", started_server=left).write()
    return left


def _clean_up(found: Running, console: Console) -> bool:
    if found.is_alive:
        where = f"UI {found.ui}  API {found.api}"
        msg = f"already running (process {found.pid}): {where}; stop that one with Ctrl-C first"
        raise WorkspaceError(msg)
    if [pid for pid, born in found.sessions if supervisor.stop_group(pid, born)]:
        console.print("stopped what a killed `inv up` had left running")
    return found.started_server


def run(
    console: Console, database: str, server: servers.Server | None, began: float, *, owns_server: bool
) -> None:
    """Run API and UI until Ctrl-C; print one line with both addresses when both answer.

    Args:
        console: where the labelled lines go.
        database: the name of the database that is ready for use.
        server: the checkout's own server, watched meanwhile; None when DATABASE_URL names another.
        began: what ``time.monotonic()`` said when the user typed the command.
        owns_server: whether the server ends with this run.

    Raises:
        WorkspaceError: a part ended by itself.
    """
    api, ui = (f"http://{HOST}:{supervisor.free_port(port)}" for port in (API_PORT, UI_PORT))
    parts = [api_part(api, database), ui_part(ui, api)]
    record = Running(
        os.getpid(), supervisor.born(os.getpid()), ui, f"{api}/api/docs", started_server=owns_server
    )
    record.write()

    async def beside() -> None:
        await _write_sessions(record, parts)
        await _until_answered(parts[0], f"{api}/api/health/ready", ui)
        seconds = time.monotonic() - began
        console.print(f"[bold green]ready[/]  UI {record.ui}  API {record.api}  ({seconds:.1f} s)")
        if server is not None:
            await _watch(server)

    try:
        Supervisor(parts, console).run(beside)
    finally:
        RECORD.unlink(missing_ok=True)


async def _write_sessions(record: Running, parts: list[Part]) -> None:
    while any(part.pid is None for part in parts):  # noqa: ASYNC110 - a moment, once
        await anyio.sleep(ASK_EVERY)
    record.sessions = [(part.pid, supervisor.born(part.pid)) for part in parts if part.pid]
    record.write()


async def _until_answered(api: Part, *addresses: str) -> None:
    for address in addresses:
        while not await anyio.to_thread.run_sync(answers, address, abandon_on_cancel=True):
            # A save cannot repair the environment: the next worker would find the same setting.
            if refused := next((line for line in api.last_lines if line.startswith(REFUSED)), None):
                msg = f"{refused.removeprefix(REFUSED).rstrip('.')}: correct it, then run `inv up` again"
                raise WorkspaceError(msg)
            await anyio.sleep(ASK_EVERY)


async def _watch(server: servers.Server) -> None:
    """Raise when the server ends: the API would answer 503 for ever."""
    while server.pid() is not None:  # noqa: ASYNC110 - another process, it notifies nobody
        await anyio.sleep(1)
    msg = f"PostgreSQL ended: its log is {server.log}; `inv up` starts everything again"
    raise WorkspaceError(msg)


def api_part(address: str, prepared: str) -> Part:
    """Describe the API; it chooses its database itself, and ``prepared`` is the one that is ready for use."""
    host, _, port = address.removeprefix("http://").partition(":")
    words = [sys.executable, "-m", "headstart.running.dev_server", host, port, prepared]
    environment = {
        **os.environ,
        "PYTHONPATH": project.python_path(),
        "PYTHONUNBUFFERED": "1",
    }
    return Part("api", words, "cyan", project.BACKEND, environment)


def ui_part(address: str, api: str) -> Part:
    """Describe the UI: Vite's server, which passes ``/api`` on to the API."""
    words = [
        *toolchain.frontend_program("vite"),
        "--host",
        HOST,
        "--port",
        address.rpartition(":")[2],
        "--strictPort",
    ]
    environment = {**toolchain.node_environment(), "API_URL": api}
    return Part("ui", words, "magenta", project.FRONTEND, environment)


def answers(address: str) -> bool:
    """Say whether a GET of ``address`` is answered with success."""
    try:
        with DIRECTLY.open(address, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
