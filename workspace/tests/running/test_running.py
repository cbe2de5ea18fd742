"""The two parts of the application while they run: ready, watched, and ended."""

import json
import os
import signal
import time
from io import StringIO

import pytest
from rich.console import Console

from headstart.core.errors import WorkspaceError
from headstart.postgres.servers import Server
from headstart.running import application, supervisor
from headstart.running.supervisor import Part
from tests.support.supervising import part


class Watched(StringIO):
    """A terminal; when the line that says ready appears, something happens."""

    def __init__(self, number: signal.Signals, whom: int) -> None:
        super().__init__()
        self.number, self.whom = number, whom
        self.record: dict[str, object] = {}

    def write(self, text: str) -> int:
        """Take a piece of text."""
        if "ready" in text:
            self.record = json.loads(application.RECORD.read_text("utf-8"))
            os.kill(self.whom, self.number)
        return super().write(text)


@pytest.fixture(autouse=True)
def _parts_that_answer_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(label: str, address: str) -> Part:
        return part(label, f"serve:{address.rpartition(':')[2]}")

    monkeypatch.setattr(application, "API_PORT", supervisor.free_port(0))
    monkeypatch.setattr(application, "UI_PORT", supervisor.free_port(0))
    monkeypatch.setattr(application, "api_part", lambda address, _database: answering("api", address))
    monkeypatch.setattr(application, "ui_part", lambda address, _api: answering("ui", address))


def run(terminal: Watched, server: Server | None) -> str:
    console = Console(file=terminal, width=200)
    application.run(console, "shop", server, time.monotonic(), owns_server=True)
    return terminal.getvalue()


def test_one_line_says_that_it_is_ready_and_where() -> None:
    terminal = Watched(signal.SIGINT, os.getpid())
    said = run(terminal, None)
    ui, api = (f"http://127.0.0.1:{port}" for port in (application.UI_PORT, application.API_PORT))
    assert said.startswith(f"ready  UI {ui}  API {api}/api/docs  (")
    assert said.count("\n") == 1


def test_what_runs_is_written_down_until_it_ends() -> None:
    terminal = Watched(signal.SIGTERM, os.getpid())
    run(terminal, None)
    assert terminal.record["pid"] == os.getpid()
    assert terminal.record["started_server"] is True
    sessions = terminal.record["sessions"]
    assert isinstance(sessions, list)
    assert len(sessions) == 2
    assert [pid for pid, _born in sessions if supervisor.born(pid)] == []
    assert not application.RECORD.exists()


def test_a_server_that_ends_is_named_with_its_log(server: Server) -> None:
    server.start()
    pid = server.pid()
    assert pid is not None
    with pytest.raises(WorkspaceError, match=r"PostgreSQL ended: its log is .*; `inv up` starts everything"):
        run(Watched(signal.SIGKILL, pid), server)
    assert not application.RECORD.exists()
