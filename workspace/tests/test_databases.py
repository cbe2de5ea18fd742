"""Databases by their addresses: made, dropped, copied, examined."""

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from workspace import databases, project
from workspace.errors import WorkspaceError
from workspace.postgres import Server


@pytest.mark.parametrize(
    ("url", "renamed"),
    [
        ("postgresql:///a?host=%2Ftmp&port=1", "postgresql:///b?host=%2Ftmp&port=1"),
        ("postgresql://u:p@db:5432/a", "postgresql://u:p@db:5432/b"),
        ("postgresql://u:p@db:5432", "postgresql://u:p@db:5432/b"),
        ("postgresql://db/a?sslmode=require", "postgresql://db/b?sslmode=require"),
        ("postgresql:///a", "postgresql:///b"),
    ],
)
def test_an_address_is_given_another_database(url: str, renamed: str) -> None:
    assert databases.with_database(url, "b") == renamed
    assert databases.database_of(renamed) == "b"


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("postgresql:///a?host=%2Ftmp", True),
        ("postgresql:///a", True),
        ("postgresql://localhost/a", True),
        ("postgresql://u:p@127.0.0.1:5432/a", True),
        ("postgresql://[::1]/a", True),
        ("postgresql://db.example.com/a", False),
        ("postgresql://u:p@10.0.0.7/a", False),
        ("postgresql:///a?host=db.example.com", False),
        ("postgresql://localhost/a?host=db.example.com", False),
        ("postgresql://localhost/a?hostaddr=10.0.0.7", False),
        ("postgresql://localhost,db.example.com/a", False),
        ("postgresql:///a?host=%2Ftmp,db.example.com", False),
    ],
)
def test_an_address_is_local_or_not(url: str, *, local: bool) -> None:
    assert databases.is_local(url) is local


def test_a_server_that_belongs_to_the_checkout_is_local_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "db")
    assert databases.is_local("postgresql://me@db:5432/a")
    assert not databases.is_local("postgresql://me@db.example.com/a")
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "")
    assert not databases.is_local("postgresql://me@db:5432/a")


def test_a_password_that_is_not_the_volumes_is_explained(
    shared_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests' server asks for no password: what libpq says is played.
    def refuse(_url: str) -> None:
        msg = 'connection to server failed: FATAL:  password authentication failed for user "me"'
        raise psycopg2.OperationalError(msg)

    monkeypatch.setattr(psycopg2, "connect", refuse)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db/a")
    with pytest.raises(WorkspaceError, match="correct DATABASE_URL"):
        databases.connect(shared_server.url("a"))
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "db")
    with pytest.raises(WorkspaceError, match="with another POSTGRES_PASSWORD"):
        databases.connect(shared_server.url("a"))


def test_the_development_database_is_the_one_of_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/mine")
    assert databases.development_url() == "postgresql://db/mine"


def test_the_development_database_is_otherwise_on_the_checkouts_own_server() -> None:
    url = databases.development_url()
    assert databases.database_of(url) == project.name()
    assert databases.is_local(url)


def test_a_database_is_made_once(database: str) -> None:
    other = databases.with_database(database, databases.database_of(database) + "_b")
    assert databases.ensure(other)
    assert not databases.ensure(other)
    with databases.maintenance(database) as server:
        databases.drop(server, databases.database_of(other))
        assert not databases.exists(server, databases.database_of(other))


def test_dropping_a_database_disconnects_who_is_in_it(database: str) -> None:
    with closing(psycopg2.connect(database)) as session, databases.maintenance(database) as server:
        databases.drop(server, databases.database_of(database))
        with pytest.raises(psycopg2.OperationalError), session.cursor() as rows:
            rows.execute("SELECT 1")


def test_dropping_a_database_that_is_not_there_does_nothing(database: str) -> None:
    with databases.maintenance(database) as server:
        databases.drop(server, "never_made")


def test_a_clone_holds_what_its_source_held(database: str) -> None:
    execute(database, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')")
    name = databases.database_of(database)
    with databases.maintenance(database) as server:
        databases.clone(server, name, f"{name}_clone")
        try:
            assert not databases.is_empty(databases.with_database(database, f"{name}_clone"))
        finally:
            databases.drop(server, f"{name}_clone")


def test_a_database_is_empty_until_a_table_of_the_application_holds_a_row(database: str) -> None:
    assert databases.is_empty(database)
    execute(database, "CREATE TABLE alembic_version (version_num text); CREATE TABLE notes (text text)")
    execute(database, "INSERT INTO alembic_version VALUES ('abc')")
    assert databases.is_empty(database)
    execute(database, "INSERT INTO notes VALUES ('a row')")
    assert not databases.is_empty(database)


def test_a_database_without_migrations_is_at_no_revision(database: str) -> None:
    assert databases.revision(database) is None
    execute(database, "CREATE TABLE alembic_version (version_num text)")
    assert databases.revision(database) is None


def test_the_revision_of_a_database_is_read_from_it(database: str) -> None:
    execute(database, "CREATE TABLE alembic_version (version_num text)")
    execute(database, "INSERT INTO alembic_version VALUES ('abc123')")
    assert databases.revision(database) == "abc123"


def test_an_address_where_nothing_answers_is_explained(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"PostgreSQL does not answer \(.*\): `inv db.start` starts it"):
        databases.connect(f"postgresql:///a?host={folder}")


def test_a_database_that_is_not_there_is_explained(shared_server: Server) -> None:
    with pytest.raises(WorkspaceError, match="never_made"):
        databases.connect(shared_server.url("never_made"))


@pytest.mark.parametrize("url", ["nonsense", "mysql://db/a", "http://localhost"])
def test_an_address_that_is_none_is_explained(url: str) -> None:
    with pytest.raises(WorkspaceError, match="DATABASE_URL is not an address of PostgreSQL: write "):
        databases.connect(url)


@pytest.mark.parametrize(
    ("files", "newest"),
    [
        ({}, None),
        ({"1.py": 'revision = "a"\ndown_revision = None\n'}, "a"),
        (
            {
                "1.py": 'revision: str = "a"\ndown_revision: str | None = None\n',
                "2.py": 'revision: str = "b"\ndown_revision: str | None = "a"\n',
            },
            "b",
        ),
        (
            {
                "1.py": 'revision = "a"\ndown_revision = None\n',
                "2.py": 'revision = "b"\ndown_revision = None\n',
            },
            None,
        ),
    ],
)
def test_the_newest_revision_is_read_from_the_files(
    files: dict[str, str], newest: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    for name, text in files.items():
        (versions / name).write_text(text, "utf-8")
    monkeypatch.setattr(project, "BACKEND", folder)
    assert databases.newest_revision() == newest


def test_a_database_at_head_is_left_alone(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_alembic", lambda *_words: pytest.fail("Alembic was started"))
    databases.migrate(migrated)


@pytest.mark.parametrize("older", ["base", "-1"])
def test_what_is_named_as_older_is_gone_back_to(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(databases, "_alembic", lambda _url, *words: asked.extend(words))
    databases.migrate("postgresql:///a", older)
    assert asked == ["downgrade", older]


def execute(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as session, session, session.cursor() as statements:
        statements.execute(statement)


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR"])
def test_an_address_without_a_host_is_where_the_environment_says(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "10.0.0.7")
    assert not databases.is_local("postgresql:///a")
