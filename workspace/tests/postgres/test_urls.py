"""Addresses of databases: read and changed."""

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls
from headstart.postgres import urls


@pytest.mark.parametrize(
    ("url", "renamed"),
    [
        ("postgresql:///a?host=%2Ftmp&port=1", "postgresql:///b?host=%2Ftmp&port=1"),
        ("postgresql://u:p@db:5432/a", "postgresql://u:p@db:5432/b"),
        ("postgresql://u:p@db:5432", "postgresql://u:p@db:5432/b"),
        ("postgresql://db/a?sslmode=require", "postgresql://db/b?sslmode=require"),
        ("postgresql:///a", "postgresql:///b"),
        ("postgresql:///?host=%2Ftmp&user=me&dbname=a", "postgresql://me@/b?host=%2Ftmp"),
        ("postgresql://u@db/x?dbname=a", "postgresql://u@db/b"),
        ("postgresql://u@%2Ftmp%2Fpg/a", "postgresql://u@/b?host=%2Ftmp%2Fpg"),
        ("postgresql://u@[::1]:5433/a", "postgresql://u@[::1]:5433/b"),
        ("postgresql://one:1,two:2/a", "postgresql:///b?host=one,two&port=1,2"),
        ("postgres://u:p%40ss%2F@db/a", "postgresql://u:p%40ss%2F@db/b"),
    ],
)
def test_an_address_is_given_another_database(url: str, renamed: str) -> None:
    assert urls.with_database(url, "b") == renamed
    assert urls.database_name(renamed) == "b"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:secret@db/a", "postgresql://u:%2A%2A%2A@db/a"),
        ("postgresql:///a?host=%2Ftmp&user=u&password=secret", "postgresql://u:%2A%2A%2A@/a?host=%2Ftmp"),
        ("postgresql://db/a?password=secret", "postgresql://db/a?password=%2A%2A%2A"),
    ],
)
def test_a_password_is_not_shown_wherever_it_stands(url: str, shown: str) -> None:
    assert urls.without_password(url) == shown.replace("%2A", "*")


@pytest.mark.parametrize(
    "url", ["mysql://db/a", "postgresql://db/a?nonsense=1", "postgresql:///?service=shop"]
)
def test_what_does_not_name_its_database_is_refused(url: str) -> None:
    with pytest.raises(WorkspaceError, match="use the form postgresql://user:password@host:5432/"):
        urls.database_name(url)


def test_without_a_name_the_database_is_the_one_that_libpq_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGDATABASE", raising=False)
    assert urls.database_name("postgresql://me@db") == "me"
    monkeypatch.setenv("PGDATABASE", "shop")
    assert urls.database_name("postgresql://me@db") == "shop"


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
    assert urls.is_local(url) is local


def test_a_server_that_belongs_to_the_checkout_is_local_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "db")
    assert urls.is_local("postgresql://me@db:5432/a")
    assert not urls.is_local("postgresql://me@db.example.com/a")
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "")
    assert not urls.is_local("postgresql://me@db:5432/a")


def test_the_development_database_is_the_one_of_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/mine")
    assert branch_urls.development_url() == "postgresql://db/mine"


def test_the_development_database_is_otherwise_on_the_checkouts_own_server() -> None:
    url = branch_urls.development_url()
    assert urls.database_name(url) == project.name()
    assert urls.is_local(url)


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR"])
def test_without_a_host_the_environment_determines_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "10.0.0.7")
    assert not urls.is_local("postgresql:///a")
