"""The state file of ``inv up``, and how the next ``inv up`` uses it."""

import http.server
import io
import os
import subprocess
import sys
import threading

import pytest
from rich.console import Console

from headstart.core.errors import WorkspaceError
from headstart.running import application, supervisor
from headstart.running.application import UpState
from tests.support.dummy_parts import part


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def write_state(pid: int, started_at: str, *, sessions: list[tuple[int, str]] | None = None) -> None:
    UpState(pid, started_at, "http://ui", "http://api", owns_server=True, sessions=sessions or []).write()


def test_without_a_state_file_nothing_is_taken_over(console: Console) -> None:
    assert not application.take_over(console)


def test_a_second_up_in_a_checkout_is_refused(console: Console) -> None:
    write_state(os.getpid(), supervisor.started_at(os.getpid()))
    with pytest.raises(WorkspaceError, match=rf"process {os.getpid()}\): UI http://ui  API http://api; stop"):
        application.take_over(console)
    assert application.STATE_FILE.exists()


def test_a_second_up_is_refused_while_the_first_one_starts(console: Console) -> None:
    assert not application.take_over(console)
    with pytest.raises(
        WorkspaceError, match=rf"`inv up` already runs \(process {os.getpid()}\): UI not ready yet"
    ):
        application.take_over(console)


def test_the_processes_of_a_killed_up_are_stopped(console: Console) -> None:
    with subprocess.Popen(part("left", "stay").args, start_new_session=True) as process:
        write_state(dead_process(), "long ago", sessions=[(process.pid, supervisor.started_at(process.pid))])
        assert application.take_over(console)
        process.wait()
    assert isinstance(console.file, io.StringIO)
    assert "stopped the processes of a killed `inv up`" in console.file.getvalue()


def test_a_process_that_reuses_the_pid_of_a_killed_up_is_no_up(console: Console) -> None:
    write_state(os.getpid(), "long ago")
    assert application.take_over(console)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"of another version": 1}'])
def test_a_damaged_state_file_is_ignored(text: str, console: Console) -> None:
    application.STATE_FILE.write_text(text, "utf-8")
    assert not application.take_over(console)


def test_the_api_receives_its_address_and_its_database() -> None:
    api = application.api_part("http://127.0.0.1:8123", "shop")
    assert api.args[-3:] == ["127.0.0.1", "8123", "shop"]


def test_only_a_successful_response_counts_as_an_answer() -> None:
    class Quiet(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/success" else 503)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Log nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, args=[0.01]).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        assert application.answers(f"{address}/success")
        assert not application.answers(f"{address}/failure")
        server.shutdown()
    assert not application.answers(address)


def dead_process() -> int:
    """Return the ID of a process that has just exited."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid
