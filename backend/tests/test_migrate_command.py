"""``python -m app.migrate``, which migrates the database when a release starts."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from app import migrate
from app.config import DatabaseSettings
from app.repositories.engine import plain_engine

VERSION = text("SELECT version_num FROM alembic_version")


@pytest.fixture
def connection(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """Return a connection to the database that the program migrates."""
    monkeypatch.setenv("DATABASE_URL", own_database)
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()


def test_a_database_of_an_earlier_release_is_migrated(connection: Connection) -> None:
    newest = connection.scalar(VERSION)
    connection.execute(text("DROP SCHEMA public CASCADE"))
    connection.execute(text("DROP SCHEMA jobs CASCADE"))
    connection.execute(text("CREATE SCHEMA public"))

    migrate.main()

    assert connection.scalar(VERSION) == newest


def test_a_database_of_a_later_release_stays_as_it_is(
    connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = 'f00000000000'"))

    migrate.main()

    assert capsys.readouterr().out == (
        "The database is at revision f00000000000 of a later release: it stays as it is.\n"
    )
    assert connection.scalar(VERSION) == "f00000000000"


def test_without_a_database_it_says_which_setting_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match=r"cannot be migrated: DATABASE_URL is not set\."):
        migrate.main()
