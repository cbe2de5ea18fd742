"""The two parts of the application: ready, watched, and stopped."""

import json
import os
import signal
import socket
import time
from io import StringIO

import pytest
from rich.console import Console

from headstart.core.errors import WorkspaceError
from headstart.postgres.servers import Server
from headstart.running import application, supervisor
from headstart.running.supervisor import Part
from tests.support.dummy_parts import part


class Terminal(StringIO):
    """A terminal that sends a signal to a process as soon as the application is ready."""

    def __init__(self, number: signal.Signals, pid: int) -> None:
        super().__init__()
        self.number, self.pid = number, pid
        self.state: dict[str, object] = {}

    def write(self, text: str) -> int:
        """Write text; send the signal if it says ready."""
        if "ready" in text:
            self.state = json.loads(application.STATE_FILE.read_text("utf-8"))
            os.kill(self.pid, self.number)
        return super().write(text)


@pytest.fixture(autouse=True)
def _parts_that_answer_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def answering_part(label: str, address: str) -> Part:
        return part(label, f"serve:{address.rpartition(':')[2]}")

    monkeypatch.setattr(application, "API_PORT", supervisor.free_port(0))
    monkeypatch.setattr(application, "UI_PORT", supervisor.free_port(0))
    monkeypatch.setattr(application, "api_part", lambda address, _database: answering_part("api", address))
    monkeypatch.setattr(application, "ui_part", lambda address, _api: answering_part("ui", address))
    monkeypatch.setattr(application, "worker_part", lambda: part("worker", "stay"))


def run(terminal: Terminal, server: Server | None) -> str:
    console = Console(file=terminal, width=200)
    application.run(console, "shop", server, time.monotonic(), owns_server=True)
    return terminal.getvalue()


def test_one_line_with_the_addresses_is_printed() -> None:
    terminal = Terminal(signal.SIGINT, os.getpid())
    output = run(terminal, None)
    ui, api = f"http://localhost:{application.UI_PORT}", f"http://127.0.0.1:{application.API_PORT}"
    assert output.startswith(f"ready  UI {ui}  API {api}/api/docs  (")
    assert output.count("\n") == 1


def test_a_taken_port_is_explained() -> None:
    terminal = Terminal(signal.SIGINT, os.getpid())
    usual = application.API_PORT
    with socket.create_server((application.HOST, usual)):
        output = run(terminal, None)
        port = supervisor.free_port(usual)
    assert output.startswith(f"port {usual} is in use by another program: the API gets port {port}\nready")
    assert f"API http://127.0.0.1:{port}/api/docs" in output


def test_the_state_is_saved_until_the_end() -> None:
    terminal = Terminal(signal.SIGTERM, os.getpid())
    run(terminal, None)
    assert terminal.state["pid"] == os.getpid()
    assert terminal.state["owns_server"] is True
    sessions = terminal.state["sessions"]
    assert isinstance(sessions, list)
    assert len(sessions) == 3
    assert [pid for pid, _started_at in sessions if supervisor.started_at(pid)] == []
    assert not application.STATE_FILE.exists()


def test_a_server_that_stops_is_reported_with_its_log(server: Server) -> None:
    server.start()
    pid = server.pid()
    assert pid is not None
    with pytest.raises(WorkspaceError, match=r"PostgreSQL stopped: see .*, then run `inv up` again"):
        run(Terminal(signal.SIGKILL, pid), server)
    assert not application.STATE_FILE.exists()
