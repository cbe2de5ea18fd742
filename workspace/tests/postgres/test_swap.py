"""Copying and replacing databases that are in use, one command at a time."""

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
    """Return whether a session waits for a lock."""
    with databases.maintenance(url) as server:
        server.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')")
        return server.fetchone() == (True,)


@contextmanager
def persistent_client(url: str) -> Iterator[None]:
    """Run a client that queries all the time and reconnects."""
    done, calls = threading.Event(), threading.Event()

    def ask() -> None:
        while not done.is_set():
            with (
                suppress(psycopg2.Error),
                closing(psycopg2.connect(url)) as session,
                session.cursor() as rows,
            ):
                while not done.is_set():
                    rows.execute("SELECT count(*) FROM notes")
                    calls.set()

    thread = threading.Thread(target=ask)
    thread.start()
    calls.wait()
    yield
    calls.clear()
    calls.wait()
    done.set()
    thread.join()


def test_a_persistent_client_does_not_prevent_a_copy(url: str) -> None:
    with persistent_client(url), swap.turn(url) as turn:
        for _ in range(3):
            copy = turn.copy(urls.database_name(url))
            assert notes(urls.with_database(url, copy)) == ["one"]
            databases.drop(turn.server, copy)


def test_a_persistent_client_does_not_prevent_a_replacement(url: str) -> None:
    backup = f"{urls.database_name(url)}_kept"
    with persistent_client(url), swap.turn(url) as turn:
        copy = turn.copy(urls.database_name(url))
        turn.exchange(copy, backup, LABEL)
        databases.drop(turn.server, backup)
    assert notes(url) == ["one"]


def test_an_exchange_that_fails_changes_nothing(url: str) -> None:
    current = urls.database_name(url)
    with swap.turn(url) as turn:
        new = turn.empty()
        with pytest.raises(errors.DuplicateDatabase):
            turn.exchange(new, "postgres", LABEL)
        assert labels.read(turn.server, current) is None
        assert databases.exists(turn.server, new)
    assert notes(url) == ["one"]


def test_the_comment_stays_with_the_name_that_is_used(url: str) -> None:
    current = urls.database_name(url)
    with swap.turn(url) as turn:
        turn.server.execute(labels.comment(current, "mine"))
        turn.exchange(turn.empty(), f"{current}_kept", LABEL)
        assert labels.read_comment(turn.server, current) == "mine"
        assert labels.read(turn.server, f"{current}_kept") == LABEL
        databases.drop(turn.server, f"{current}_kept")


def test_an_archived_database_allows_no_connections(url: str) -> None:
    archived = f"{urls.database_name(url)}_archived"
    with swap.turn(url) as turn:
        turn.archive(turn.copy(urls.database_name(url)), archived, LABEL)
        with pytest.raises(WorkspaceError, match="not currently accepting connections"):
            databases.connect(urls.with_database(url, archived))
        again = turn.copy(archived)
        assert notes(urls.with_database(url, again)) == ["one"]
        databases.drop(turn.server, archived)


def test_leftovers_of_a_killed_command_are_dropped(url: str) -> None:
    left = urls.with_database(url, f"{project.name()}_unfinished_killed")
    databases.ensure(left)
    with swap.turn(url) as turn:
        assert not databases.exists(turn.server, urls.database_name(left))


def test_databases_of_an_interrupted_command_are_dropped(url: str) -> None:
    new: list[str] = []

    def be_interrupted() -> None:
        with swap.turn(url) as turn:
            new.append(turn.copy(urls.database_name(url)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    with databases.maintenance(url) as server:
        assert not databases.exists(server, new[0])


def test_a_command_waits_until_another_one_has_finished(url: str) -> None:
    def second() -> bool:
        with swap.turn(url) as turn:
            return databases.exists(turn.server, new)

    with ThreadPoolExecutor() as pool:
        with swap.turn(url) as turn:
            new = turn.empty()
            waiting = pool.submit(second)
            until(lambda: waits(url))
            assert databases.exists(turn.server, new)
        assert not waiting.result()


def test_a_command_does_not_wait_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "TIMEOUT", "10ms")
    with (
        swap.turn(url),
        pytest.raises(WorkspaceError, match="copying databases for a minute: try again when"),
        swap.turn(url),
    ):
        pass


def test_the_maintenance_database_is_not_replaced(url: str) -> None:
    with (
        pytest.raises(WorkspaceError, match="postgres is the server's own database: name another one"),
        swap.turn(urls.with_database(url, "postgres")),
    ):
        pass
