"""The idle test server stops, which frees its memory."""

import threading
from contextlib import closing

import psycopg2
import pytest

from headstart.postgres import idle
from headstart.postgres.servers import Server
from tests.support.checkouts import Checkout
from tests.support.polling import until


def test_a_server_without_clients_is_removed(server: Server) -> None:
    server.start()
    idle.stop_when_idle(server, max_idle=0, interval=0)
    assert not server.answers()
    assert not server.data.exists()


def test_a_server_with_a_client_stays_until_it_leaves(server: Server) -> None:
    server.start()
    watcher = threading.Thread(target=idle.stop_when_idle, args=[server, 0, 0])
    with closing(psycopg2.connect(server.url("postgres"))) as client:
        until(lambda: idle.clients(server) == 1)  # the connection that checked the start may still be open
        watcher.start()
        for _look in range(5):
            with client.cursor() as rows:
                rows.execute("SELECT 1")
        assert watcher.is_alive()
    watcher.join()
    assert not server.data.exists()


def test_the_watch_ends_with_the_server(server: Server) -> None:
    idle.stop_when_idle(server)
    assert server.data.exists()


def test_a_server_that_does_not_answer_has_no_clients(server: Server) -> None:
    assert idle.clients(server) == 0


def test_the_watch_is_a_detached_process(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.become_ours(monkeypatch)
    before = set(threading.enumerate())
    idle.watch()
    until(lambda: set(threading.enumerate()) <= before)
