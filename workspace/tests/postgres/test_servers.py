"""The servers of a checkout: starting, finding and stopping them."""

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases
from headstart.postgres.accounts import server_account
from headstart.postgres.servers import Server
from tests.support.polling import until


def answer(server: Server, question: str) -> object:
    with closing(psycopg2.connect(server.url("postgres"))) as session, session.cursor() as rows:
        rows.execute(question)
        row = rows.fetchone()
        return row[0] if row else None


def test_a_server_starts_answers_and_stops(server: Server) -> None:
    assert server.start()
    assert server.answers()
    assert server.pid() is not None
    assert server.stop()
    assert not server.answers()
    assert server.pid() is None


def test_a_running_server_is_kept(server: Server) -> None:
    server.start()
    pid = server.pid()
    assert not server.start()
    assert server.pid() == pid


def test_stopping_a_stopped_server_does_nothing(server: Server) -> None:
    assert not server.stop()


@pytest.mark.usefixtures("cluster")
def test_a_server_without_a_data_folder_makes_one(folder: Path) -> None:
    server = Server("tests", folder / "new" / "data", server_account(), is_durable=True)
    server.start()
    try:
        assert (server.data / "PG_VERSION").read_text("utf-8").strip() == project.pins().postgres
        assert answer(server, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C"
        assert answer(server, "SELECT datlocale FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"
        assert answer(server, "SHOW server_encoding") == "UTF8"
        assert answer(server, "SHOW fsync") == "on"
    finally:
        server.remove()
    assert not server.data.exists()


def test_a_server_for_tests_is_not_durable(server: Server) -> None:
    server.start()
    assert answer(server, "SHOW fsync") == "off"


def test_a_server_for_tests_keeps_its_shared_memory_with_its_data(server: Server) -> None:
    server.start()
    assert answer(server, "SHOW dynamic_shared_memory_type") == "mmap"
    assert list((server.data / "pg_dynshmem").iterdir())


def test_a_server_opens_no_port(server: Server) -> None:
    server.start()
    assert answer(server, "SHOW listen_addresses") == ""


def test_a_server_stops_though_a_client_is_connected(server: Server) -> None:
    server.start()
    with closing(psycopg2.connect(server.url("postgres"))):
        assert server.stop()


def test_a_stopping_server_is_waited_for_and_restarted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = iter([4711, 4711])  # a process that exits in the meantime
    real = Server.pid
    monkeypatch.setattr(Server, "pid", lambda self: next(pids, None) or real(self))
    assert server.start()
    assert server.answers()


def test_a_server_killed_by_the_system_starts_again(server: Server) -> None:
    server.start()
    databases.ensure(server.url("kept"))
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: not server.answers())
    assert server.start()
    assert server.pid() != pid
    assert not databases.ensure(server.url("kept"))


def test_data_of_another_version_are_refused_and_kept(server: Server) -> None:
    (server.data / "PG_VERSION").write_text("15\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"was created by PostgreSQL 15, but \d+ is pinned: dump it"):
        server.start()
    assert (server.data / "base").is_dir()


def test_the_reason_of_a_failed_start_is_shown(server: Server) -> None:
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(WorkspaceError, match=r"the tests server did not start: .*contains errors"):
        server.start()


def test_two_starts_at_once_start_one_server(server: Server, state: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from headstart.core import project\n"
        "from headstart.postgres.accounts import server_account\n"
        "from headstart.postgres.servers import Server\n"
        "project.STATE = Path(sys.argv[1])\n"
        "print(Server('tests', Path(sys.argv[2]), server_account(), is_durable=False).start())"
    )
    args = [sys.executable, "-c", program, str(state), str(server.data)]
    both = [
        subprocess.Popen(args, cwd=project.ROOT, stdout=subprocess.PIPE, text=True) for _number in range(2)
    ]
    assert sorted(each.communicate()[0].strip() for each in both) == ["False", "True"]


def test_the_log_has_the_output_of_the_server(server: Server) -> None:
    server.start()
    server.stop()
    assert re.search("database system is shut down", server.log.read_text("utf-8"))
