"""The record of a running ``up``, and what a second one makes of it."""

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
from headstart.running.application import Running
from tests.support.supervising import part


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def record(pid: int, born: str, *, sessions: list[tuple[int, str]] | None = None) -> None:
    Running(pid, born, "http://ui", "http://api", started_server=True, sessions=sessions or []).write()


def test_where_nothing_was_left_nothing_is_taken_over(console: Console) -> None:
    assert not application.take_over(console)


def test_a_second_up_in_a_checkout_is_refused(console: Console) -> None:
    record(os.getpid(), supervisor.born(os.getpid()))
    with pytest.raises(WorkspaceError, match=rf"process {os.getpid()}\): UI http://ui  API http://api; stop"):
        application.take_over(console)
    assert application.RECORD.exists()


def test_a_second_up_is_refused_while_the_first_one_is_not_up_yet(console: Console) -> None:
    assert not application.take_over(console)
    with pytest.raises(WorkspaceError, match=rf"already running \(process {os.getpid()}\): UI not up yet"):
        application.take_over(console)


def test_the_record_of_a_killed_up_is_cleaned_up_with_what_it_left(console: Console) -> None:
    with subprocess.Popen(part("left", "stay").words, start_new_session=True) as left:
        record(dead_process(), "long ago", sessions=[(left.pid, supervisor.born(left.pid))])
        assert application.take_over(console)
        left.wait()
    assert isinstance(console.file, io.StringIO)
    assert "stopped what a killed `inv up` had left running" in console.file.getvalue()


def test_a_process_that_got_the_number_of_a_killed_up_is_no_up(console: Console) -> None:
    record(os.getpid(), "long ago")
    assert application.take_over(console)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"of another version": 1}'])
def test_a_damaged_record_is_as_good_as_none(text: str, console: Console) -> None:
    application.RECORD.write_text(text, "utf-8")
    assert not application.take_over(console)


def test_the_api_is_given_its_address_and_its_database() -> None:
    described = application.api_part("http://127.0.0.1:8123", "shop")
    assert described.words[-3:] == ["127.0.0.1", "8123", "shop"]


def test_a_server_that_answers_is_told_from_one_that_does_not() -> None:
    class Quiet(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/well" else 503)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, args=[0.01]).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        assert application.answers(f"{address}/well")
        assert not application.answers(f"{address}/ill")
        server.shutdown()
    assert not application.answers(address)


def dead_process() -> int:
    """Return the number of a process that has just ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid
