"""Databases: creation, deletion, copies and inspection."""

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from headstart.core.errors import WorkspaceError
from headstart.postgres import databases, urls
from headstart.postgres.servers import Server
from tests.support.statements import execute


def test_a_password_that_is_not_the_volumes_is_explained(
    shared_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests' server needs no password, so libpq's error is simulated.
    def refuse(_url: str) -> None:
        msg = 'connection to server failed: FATAL:  password authentication failed for user "me"'
        raise psycopg2.OperationalError(msg)

    monkeypatch.setattr(psycopg2, "connect", refuse)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db/a")
    monkeypatch.delenv("LOCAL_DATABASE_HOSTS", raising=False)
    with pytest.raises(WorkspaceError, match="correct DATABASE_URL"):
        databases.connect(shared_server.url("a"))
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "db")
    with pytest.raises(WorkspaceError, match="with another POSTGRES_PASSWORD"):
        databases.connect(shared_server.url("a"))


def test_a_server_whose_disk_is_full_is_explained(
    shared_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_url: str) -> None:
        msg = "connection failed: FATAL:  could not write init file: No space left on device"
        raise psycopg2.OperationalError(msg)

    monkeypatch.setattr(psycopg2, "connect", refuse)
    with pytest.raises(WorkspaceError, match=r"No space left on device\): its disk is full, free some space"):
        databases.connect(shared_server.url("a"))


def test_a_database_is_created_once(database: str) -> None:
    other = urls.with_database(database, urls.database_name(database) + "_b")
    assert databases.ensure(other)
    assert not databases.ensure(other)
    with databases.maintenance(database) as server:
        databases.drop(server, urls.database_name(other))
        assert not databases.exists(server, urls.database_name(other))


def test_dropping_a_database_closes_connections(database: str) -> None:
    with closing(psycopg2.connect(database)) as session, databases.maintenance(database) as server:
        databases.drop(server, urls.database_name(database))
        with pytest.raises(psycopg2.OperationalError), session.cursor() as rows:
            rows.execute("SELECT 1")


def test_dropping_a_database_that_is_not_there_does_nothing(database: str) -> None:
    with databases.maintenance(database) as server:
        databases.drop(server, "no_such_database")


def test_a_clone_has_the_content_of_its_source(database: str) -> None:
    execute(database, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')")
    name = urls.database_name(database)
    with databases.maintenance(database) as server:
        databases.clone(server, name, f"{name}_clone")
        try:
            assert not databases.is_empty(urls.with_database(database, f"{name}_clone"))
        finally:
            databases.drop(server, f"{name}_clone")


def test_a_database_is_empty_until_a_table_of_the_application_holds_a_row(database: str) -> None:
    assert databases.is_empty(database)
    execute(database, "CREATE TABLE alembic_version (version_num text); CREATE TABLE notes (text text)")
    execute(database, "INSERT INTO alembic_version VALUES ('abc')")
    assert databases.is_empty(database)
    execute(database, "INSERT INTO notes VALUES ('a row')")
    assert not databases.is_empty(database)


def test_an_unreachable_address_is_reported(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"PostgreSQL does not answer \(.*\): run `inv db.start`"):
        databases.connect(f"postgresql:///a?host={folder}")


def test_a_database_that_is_not_there_is_explained(shared_server: Server) -> None:
    with pytest.raises(WorkspaceError, match="no_such_database"):
        databases.connect(shared_server.url("no_such_database"))


@pytest.mark.parametrize("url", ["nonsense", "mysql://db/a", "http://localhost"])
def test_an_invalid_address_is_explained(url: str) -> None:
    with pytest.raises(WorkspaceError, match="DATABASE_URL is not a PostgreSQL address: use the form "):
        databases.connect(url)
