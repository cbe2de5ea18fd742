"""Free ports, living processes, and the processes of a killed run."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.running import supervisor
from tests.support.dummy_parts import part, pid_in
from tests.support.polling import until


def test_a_preferred_port_that_is_free_is_used() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert supervisor.free_port(port) == port


def test_a_taken_port_is_replaced_by_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        other_port = supervisor.free_port(port)
        assert port < other_port < port + supervisor.MAX_PORTS
        assert supervisor.free_port(port) == other_port
        socket.create_server(("127.0.0.1", other_port)).close()


def test_the_processes_of_a_killed_run_are_stopped_with_their_children(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    args = part("left", f"start:ignore,pid:{folder / 'child'},stay", "exit:0").args
    with subprocess.Popen(args, start_new_session=True) as process:
        child = pid_in(folder / "child")
        process.wait()
        assert supervisor.started_at(child)
        assert supervisor.stop_group(process.pid, "any time")
        assert not supervisor.started_at(child)
        assert not supervisor.stop_group(process.pid, "any time")


def test_a_process_that_reuses_a_pid_is_not_stopped() -> None:
    args = part("stranger", "stay").args
    with subprocess.Popen(args, start_new_session=True) as stranger:
        assert not supervisor.stop_group(stranger.pid, "long ago")
        assert stranger.poll() is None
        assert supervisor.stop_group(stranger.pid, supervisor.started_at(stranger.pid))


def test_a_zombie_is_not_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        until(lambda: not supervisor.started_at(process.pid))
    assert not supervisor.started_at(process.pid)
    assert supervisor.started_at(os.getpid())
