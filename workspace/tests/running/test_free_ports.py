"""Processes and ports: which are alive, which are free, which were left by a killed run."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.running import supervisor
from tests.support.polling import until
from tests.support.supervising import number_in, part


def test_a_free_port_is_the_preferred_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert supervisor.free_port(port) == port


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        chosen = supervisor.free_port(taken)
        assert chosen != taken
        socket.create_server(("127.0.0.1", chosen)).close()


def test_what_a_killed_run_left_is_stopped_with_its_children(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    words = part("left", f"start:ignore,pid:{folder / 'child'},stay", "exit:0").words
    with subprocess.Popen(words, start_new_session=True) as left:
        child = number_in(folder / "child")
        left.wait()
        assert supervisor.born(child)
        assert supervisor.stop_group(left.pid, "any time")
        assert not supervisor.born(child)
        assert not supervisor.stop_group(left.pid, "any time")


def test_a_process_that_got_the_number_of_a_dead_one_is_not_stopped() -> None:
    words = part("stranger", "stay").words
    with subprocess.Popen(words, start_new_session=True) as stranger:
        assert not supervisor.stop_group(stranger.pid, "long ago")
        assert stranger.poll() is None
        assert supervisor.stop_group(stranger.pid, supervisor.born(stranger.pid))


def test_a_process_that_ended_and_was_not_waited_for_is_not_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        until(lambda: not supervisor.born(process.pid))
    assert not supervisor.born(process.pid)
    assert supervisor.born(os.getpid())
