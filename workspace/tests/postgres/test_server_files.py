"""The files that identify a server: the folder of its socket and its PID file."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.postgres.servers import Server


def test_a_path_too_long_for_a_socket_is_served_from_a_short_one(
    new_server: Callable[..., Server], folder: Path
) -> None:
    server = new_server(folder / ("deep" * 15) / ("deeper" * 10) / "data")
    server.start()
    assert server.socket_folder != server.data
    assert len(os.fsencode(server.socket_folder)) < 80
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700
    assert server.answers()
    server.remove()
    assert not server.socket_folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_socket_folder_of_another_user_is_refused(new_server: Callable[..., Server], folder: Path) -> None:
    server = new_server(folder / ("deep" * 15) / ("deeper" * 10) / "data")
    server.socket_folder.mkdir()
    try:
        os.chown(server.socket_folder, 1, 1)
        with pytest.raises(WorkspaceError, match="belongs to another user"):
            server.start()
    finally:
        server.socket_folder.rmdir()


def test_a_symbolic_link_in_place_of_the_socket_folder_is_refused(
    new_server: Callable[..., Server], folder: Path
) -> None:
    server = new_server(folder / ("deep" * 15) / ("deeper" * 10) / "data")
    server.socket_folder.symlink_to(folder)
    try:
        with pytest.raises(WorkspaceError, match="belongs to another user"):
            server.start()
    finally:
        server.socket_folder.unlink()


def test_a_pid_file_with_the_number_of_another_process_is_stale(server: Server) -> None:
    waiting = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as stranger:
        write_pid_file(server, stranger.pid)
        assert server.pid() is None
        assert not server.stop()
        assert server.start()
        assert stranger.poll() is None


def test_a_pid_file_with_the_number_of_another_server_is_stale(server: Server, shared_server: Server) -> None:
    number = shared_server.pid()
    assert number is not None
    write_pid_file(server, number)
    assert not server.stop()
    assert server.start()
    assert shared_server.pid() == number


def write_pid_file(server: Server, pid: int) -> None:
    """Leave the files of a server with this PID after a crash of the machine."""
    for path in (server.data / "postmaster.pid", server.socket_folder / ".s.PGSQL.5432.lock"):
        path.write_text(f"{pid}\n{server.data}\n1700000000\n5432\n{server.socket_folder}\n", "utf-8")
        server.account.own(path)
