"""Databases copied and exchanged, one command at a time, while others are in them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress

import psycopg2
import pytest
from psycopg2 import errors

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases, labels, swap, urls
from headstart.postgres.labels import Label
from tests.support.polling import until
from tests.support.statements import execute

LABEL = Label("by hand", name="any")


@pytest.fixture
def url(database: str) -> str:
    """Return the address of a database with one row."""
    execute(database, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('one')")
    return database


def notes(url: str) -> list[str]:
    with closing(psycopg2.connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT text FROM notes")
        return [text for (text,) in rows.fetchall()]


def waits(url: str) -> bool:
    """Say whether a session waits for a lock."""
    with databases.maintenance(url) as server:
        server.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')")
        return server.fetchone() == (True,)


@contextmanager
def somebody_who_comes_back(url: str) -> Iterator[None]:
    """Let a client ask all the time, and connect again whenever it was disconnected."""
    done, asked = threading.Event(), threading.Event()

    def ask() -> None:
        while not done.is_set():
            with (
                suppress(psycopg2.Error),
                closing(psycopg2.connect(url)) as session,
                session.cursor() as rows,
            ):
                while not done.is_set():
                    rows.execute("SELECT count(*) FROM notes")
                    asked.set()

    thread = threading.Thread(target=ask)
    thread.start()
    asked.wait()
    yield
    asked.clear()
    asked.wait()
    done.set()
    thread.join()


def test_somebody_who_comes_back_all_the_time_does_not_stop_a_copy(url: str) -> None:
    with somebody_who_comes_back(url), swap.turn(url) as turn:
        for _ in range(3):
            copy = turn.copy(urls.database_of(url))
            assert notes(urls.with_database(url, copy)) == ["one"]
            databases.drop(turn.server, copy)


def test_somebody_who_comes_back_all_the_time_does_not_stop_an_exchange(url: str) -> None:
    kept = f"{urls.database_of(url)}_kept"
    with somebody_who_comes_back(url), swap.turn(url) as turn:
        copy = turn.copy(urls.database_of(url))
        turn.exchange(copy, kept, LABEL)
        databases.drop(turn.server, kept)
    assert notes(url) == ["one"]


def test_an_exchange_that_fails_changes_nothing(url: str) -> None:
    current = urls.database_of(url)
    with swap.turn(url) as turn:
        made = turn.empty()
        with pytest.raises(errors.DuplicateDatabase):
            turn.exchange(made, "postgres", LABEL)
        assert labels.of(turn.server, current) is None
        assert databases.exists(turn.server, made)
    assert notes(url) == ["one"]


def test_the_comment_stays_with_the_name_that_is_used(url: str) -> None:
    current = urls.database_of(url)
    with swap.turn(url) as turn:
        turn.server.execute(labels.comment(current, "mine"))
        turn.exchange(turn.empty(), f"{current}_kept", LABEL)
        assert labels.comment_of(turn.server, current) == "mine"
        assert labels.of(turn.server, f"{current}_kept") == LABEL
        databases.drop(turn.server, f"{current}_kept")


def test_what_is_shelved_lets_nobody_in(url: str) -> None:
    shelved = f"{urls.database_of(url)}_shelved"
    with swap.turn(url) as turn:
        turn.shelve(turn.copy(urls.database_of(url)), shelved, LABEL)
        with pytest.raises(WorkspaceError, match="not currently accepting connections"):
            databases.connect(urls.with_database(url, shelved))
        again = turn.copy(shelved)
        assert notes(urls.with_database(url, again)) == ["one"]
        databases.drop(turn.server, shelved)


def test_what_a_killed_command_left_is_cleared_away(url: str) -> None:
    left = urls.with_database(url, f"{project.name()}_unfinished_killed")
    databases.ensure(left)
    with swap.turn(url) as turn:
        assert not databases.exists(turn.server, urls.database_of(left))


def test_what_an_interrupted_command_made_is_dropped_at_once(url: str) -> None:
    made: list[str] = []

    def be_interrupted() -> None:
        with swap.turn(url) as turn:
            made.append(turn.copy(urls.database_of(url)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    with databases.maintenance(url) as server:
        assert not databases.exists(server, made[0])


def test_a_command_waits_until_another_one_has_finished(url: str) -> None:
    def second() -> bool:
        with swap.turn(url) as turn:
            return databases.exists(turn.server, made)

    with ThreadPoolExecutor() as pool:
        with swap.turn(url) as turn:
            made = turn.empty()
            waiting = pool.submit(second)
            until(lambda: waits(url))
            assert databases.exists(turn.server, made)
        assert not waiting.result()


def test_a_command_does_not_wait_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "PATIENCE", "10ms")
    with (
        swap.turn(url),
        pytest.raises(WorkspaceError, match="copying databases for a minute: wait for it, then run this"),
        swap.turn(url),
    ):
        pass


def test_the_servers_own_database_is_left_alone(url: str) -> None:
    with (
        pytest.raises(WorkspaceError, match="postgres is the server's own database: name another one"),
        swap.turn(urls.with_database(url, "postgres")),
    ):
        pass
