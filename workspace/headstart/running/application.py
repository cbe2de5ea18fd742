"""The application in development: API, UI and worker with hot reload."""

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
WORKER = project.BACKEND / "app" / "worker"
STATE_FILE = project.STATE / "up.json"
POLL_INTERVAL = 0.05  # seconds
REFUSAL = "The app cannot start: "  # how `app.wsgi` starts its message about a setting
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class UpState:
    """A running ``inv up``, saved for a second one and for the one after a kill."""

    pid: int
    started_at: str
    ui: str
    api: str
    owns_server: bool
    sessions: list[tuple[int, str]] = field(default_factory=list)

    def write(self) -> None:
        """Save the state where the next ``inv up`` looks for it."""
        STATE_FILE.parent.mkdir(parents=True, exist_ok=True)
        STATE_FILE.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls) -> "UpState | None":
        """Read the state of the last ``inv up``; None if it ended normally."""
        try:
            return cls(**json.loads(STATE_FILE.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @property
    def is_alive(self) -> bool:
        """Return whether it still runs; its PID may have been reused since."""
        return supervisor.started_at(self.pid) == self.started_at


def take_over(console: Console) -> bool:
    """Record that ``inv up`` starts in this checkout, and stop the processes of a killed one.

    Returns:
        Whether the killed one left a database server, too.

    Raises:
        WorkspaceError: ``inv up`` already runs in this checkout.
    """
    previous = UpState.read()
    is_server_left = previous is not None and _clean_up(previous, console)
    pid = os.getpid()
    UpState(
        pid, supervisor.started_at(pid), "not ready yet", "not ready yet", owns_server=is_server_left
    ).write()
    return is_server_left


def _clean_up(previous: UpState, console: Console) -> bool:
    if previous.is_alive:
        addresses = f"UI {previous.ui}  API {previous.api}"
        msg = f"`inv up` already runs (process {previous.pid}): {addresses}; stop it with Ctrl-C first"
        raise WorkspaceError(msg)
    if [pid for pid, started_at in previous.sessions if supervisor.stop_group(pid, started_at)]:
        console.print("stopped the processes of a killed `inv up`")
    return previous.owns_server


def run(
    console: Console, database: str, server: servers.Server | None, start_time: float, *, owns_server: bool
) -> None:
    """Run API, UI and worker until Ctrl-C; print the addresses as soon as both answer.

    Args:
        console: prints the labelled lines.
        database: the name of the migrated database.
        server: the checkout's own server, to be watched; None if DATABASE_URL names another.
        start_time: the result of ``time.monotonic()`` at the start of the command.
        owns_server: whether the server stops with this run.

    Raises:
        WorkspaceError: a part or the server stopped by itself.
    """
    api, ui = addresses(console)
    os.environ.setdefault("PUBLIC_URL", ui)  # links in mails begin with it
    parts = [api_part(api, database), ui_part(ui, api)]
    if WORKER.is_dir():  # a product may have deleted it
        parts.append(worker_part())
    pid = os.getpid()
    state = UpState(pid, supervisor.started_at(pid), ui, f"{api}/api/docs", owns_server=owns_server)
    state.write()

    async def background() -> None:
        await _write_sessions(state, parts)
        await _wait_until_answered(parts[0], f"{api}/api/health/ready", ui)
        seconds = time.monotonic() - start_time
        console.print(f"[bold green]ready[/]  UI {state.ui}  API {state.api}  ({seconds:.1f} s)")
        if server is not None:
            await _watch(server)

    try:
        Supervisor(parts, console).run(background)
    finally:
        STATE_FILE.unlink(missing_ok=True)


def addresses(console: Console) -> tuple[str, str]:
    """Choose the addresses of API and UI, and say why one is not the usual one."""
    ports = []
    for label, usual in (("API", API_PORT), ("UI", UI_PORT)):
        port = supervisor.free_port(usual)
        if port != usual:
            console.print(f"port {usual} is in use by another program: the {label} gets port {port}")
        ports.append(port)
    api, ui = ports
    # By name: a passkey belongs to a name, and cannot belong to an address.
    return f"http://{HOST}:{api}", f"http://localhost:{ui}"


async def _write_sessions(state: UpState, parts: list[Part]) -> None:
    while any(part.pid is None for part in parts):  # noqa: ASYNC110 - a moment, once
        await anyio.sleep(POLL_INTERVAL)
    state.sessions = [(part.pid, supervisor.started_at(part.pid)) for part in parts if part.pid]
    state.write()


async def _wait_until_answered(api: Part, *addresses: str) -> None:
    for address in addresses:
        while not await anyio.to_thread.run_sync(answers, address, abandon_on_cancel=True):
            # A reload does not help: each worker inherits the same environment.
            if refusal := next((line for line in api.last_lines if line.startswith(REFUSAL)), None):
                msg = f"{refusal.removeprefix(REFUSAL).rstrip('.')}: correct it, then run `inv up` again"
                raise WorkspaceError(msg)
            await anyio.sleep(POLL_INTERVAL)


async def _watch(server: servers.Server) -> None:
    """Raise an error when the server stops: the API could only answer 503."""
    while server.pid() is not None:  # noqa: ASYNC110 - the server is not a child of this process
        await anyio.sleep(1)
    msg = f"PostgreSQL stopped: see {server.log}, then run `inv up` again"
    raise WorkspaceError(msg)


def api_part(address: str, database: str) -> Part:
    """Return the part that serves the API; ``database`` is the name of the migrated database."""
    host, _, port = address.removeprefix("http://").partition(":")
    args = [sys.executable, "-m", "headstart.running.dev_server", host, port, database]
    return Part("api", args, "cyan", project.BACKEND, _python_environment())


def worker_part() -> Part:
    """Return the part that runs background jobs."""
    args = [sys.executable, "-m", "headstart.running.dev_worker"]
    return Part("worker", args, "yellow", project.BACKEND, _python_environment())


def ui_part(address: str, api: str) -> Part:
    """Return the part that serves the UI: Vite's server, which forwards ``/api`` to the API."""
    args = [
        *toolchain.frontend_program("vite"),
        "--host",
        HOST,
        "--port",
        address.rpartition(":")[2],
        "--strictPort",
    ]
    environment = {**toolchain.node_environment(), "API_URL": api}
    return Part("ui", args, "magenta", project.FRONTEND, environment)


def _python_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": project.python_path(), "PYTHONUNBUFFERED": "1"}


def answers(address: str) -> bool:
    """Return whether a GET request to ``address`` succeeds."""
    try:
        with WITHOUT_PROXY.open(address, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
