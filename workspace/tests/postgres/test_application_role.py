"""The application's role on the servers of the project."""

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import errors

from headstart.postgres import application_role, databases, servers
from headstart.postgres.servers import Server
from tests.support.statements import execute

SERIAL = "(id bigint GENERATED ALWAYS AS IDENTITY, name text)"


@pytest.fixture
def url(shared_server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of a database on what is the development server for this test."""
    monkeypatch.setattr(servers, "development_server", lambda: shared_server)
    return database


def run(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as session, session, session.cursor() as rows:
        rows.execute(statement)


def test_the_application_writes_rows_of_all_tables_but_cannot_change_tables(url: str) -> None:
    execute(url, f"CREATE TABLE before {SERIAL}; CREATE SCHEMA one; CREATE TABLE one.before {SERIAL}")
    application_role.grant(url)
    application_role.grant(url)  # as each `inv up` does
    execute(url, f"CREATE TABLE later {SERIAL}; CREATE SCHEMA two; CREATE TABLE two.later {SERIAL}")

    application_url = application_role.application_url(f"{url}&options=-c%20work_mem%3D8MB")
    for table in ("before", "one.before", "later", "two.later"):
        run(application_url, f"INSERT INTO {table} (name) VALUES ('a'); UPDATE {table} SET name = 'b'")  # noqa: S608 -- fixed names
        with pytest.raises(errors.InsufficientPrivilege):
            run(application_url, f"ALTER TABLE {table} ADD COLUMN x int")
    assert databases.count_rows(url, "later") == 1


def test_other_servers_keep_their_roles(database: str) -> None:
    application_role.grant(database)
    assert application_role.application_url(database) == database


def test_the_server_of_docker_compose_is_one_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_DATABASE_HOSTS", "db")
    url = application_role.application_url("postgresql://owner@db:5432/app")
    assert url == "postgresql://owner@db:5432/app?options=-c%20role%3Dapp"


def test_a_product_without_the_file_has_one_role(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application_role, "PRIVILEGES", folder / "privileges.sql")
    application_role.grant(url)
    assert application_role.application_url(url) == url
