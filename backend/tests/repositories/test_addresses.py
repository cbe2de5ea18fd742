"""Database URLs: all options of libpq reach the server."""

from urllib.parse import quote

import pytest
from psycopg2.extensions import parse_dsn
from sqlalchemy import Engine, text

from app.config import DatabaseSettings, Settings, SettingsError
from app.repositories.engine import Database, connection_arguments, make_engine, plain_engine


def fetch_scalar(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        value = connection.scalar(text(statement))
    engine.dispose()
    return value


@pytest.mark.parametrize(
    ("option", "statement", "expected"),
    [
        ("options=-csearch_path%3Dtenant", "SHOW search_path", "tenant"),
        ("options=-c%20work_mem%3D64MB", "SHOW work_mem", "64MB"),
        ("application_name=shop", "SHOW application_name", "shop"),
    ],
)
def test_the_app_and_the_migrations_interpret_urls_alike(
    option: str, statement: str, expected: str, database_url: str
) -> None:
    url = f"{database_url}{'&' if '?' in database_url else '?'}{option}"

    assert fetch_scalar(make_engine(Settings(environment="test", database_url=url)), statement) == expected
    assert fetch_scalar(plain_engine(DatabaseSettings(database_url=url)), statement) == expected


def test_timestamps_are_in_utc_regardless_of_the_environment(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Apia")
    monkeypatch.setenv("PGOPTIONS", "-c search_path=tenant -c timezone=Pacific/Apia")
    settings = Settings(environment="test", database_url=own_database)

    assert fetch_scalar(make_engine(settings), "SHOW timezone") == "UTC"
    assert fetch_scalar(make_engine(settings), "SHOW search_path") == "tenant"


def test_a_database_name_in_the_query_string_takes_precedence(database_url: str) -> None:
    parts = parse_dsn(database_url)
    name = parts.pop("dbname")
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items())
    settings = DatabaseSettings(database_url=f"postgresql:///nothing?{rest}&dbname={name}")

    assert fetch_scalar(plain_engine(settings), "SELECT current_database()") == name


@pytest.mark.parametrize(
    ("url", "expected"),
    [("postgresql://me@db/a", "p@ss/w:rd %20'"), ("postgresql://me:mine@db/a", "mine")],
)
def test_a_separate_password_can_contain_any_characters(url: str, expected: str) -> None:
    password = "p@ss/w:rd %20'"  # noqa: S105 -- not a real password
    settings = DatabaseSettings.model_validate({"database_url": url, "database_password": password})

    assert connection_arguments(settings)["password"] == expected


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_READ_URL", "DATABASE_REPLICA_URL"])
def test_an_invalid_url_is_a_short_error(name: str) -> None:
    urls = {"database_url": "postgresql://db/a", name.lower(): "postgresql://host:port:more/db?what=ever"}
    settings = Settings(environment="test", **urls)  # type: ignore[arg-type] # some settings are no texts

    with pytest.raises(SettingsError, match=rf"^{name}: must be a URL such as postgresql://"):
        Database(settings)
