"""The address of the database: what libpq reads in it reaches the server, and nothing else does."""

from urllib.parse import quote

import pytest
from psycopg2.extensions import parse_dsn
from sqlalchemy import Engine, text

from app.config import DatabaseSettings, Settings, SettingsError
from app.repositories.engine import connection_arguments, make_engine, plain_engine


def ask(engine: Engine, what: str) -> object:
    with engine.connect() as connection:
        answer = connection.scalar(text(what))
    engine.dispose()
    return answer


@pytest.mark.parametrize(
    ("option", "question", "answer"),
    [
        ("options=-csearch_path%3Dtenant", "SHOW search_path", "tenant"),
        ("options=-c%20work_mem%3D64MB", "SHOW work_mem", "64MB"),
        ("application_name=shop", "SHOW application_name", "shop"),
    ],
)
def test_the_application_and_the_migrations_read_an_address_alike(
    option: str, question: str, answer: str, database_url: str
) -> None:
    url = f"{database_url}{'&' if '?' in database_url else '?'}{option}"

    assert ask(make_engine(Settings(environment="test", database_url=url)), question) == answer
    assert ask(plain_engine(DatabaseSettings(database_url=url)), question) == answer


def test_times_arrive_in_utc_whatever_libpq_is_told(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Apia")
    monkeypatch.setenv("PGOPTIONS", "-c search_path=tenant -c timezone=Pacific/Apia")
    settings = Settings(environment="test", database_url=database_url)

    assert ask(make_engine(settings), "SHOW timezone") == "UTC"
    assert ask(make_engine(settings), "SHOW search_path") == "tenant"


def test_a_database_in_the_query_is_the_one_that_is_used(database_url: str) -> None:
    parts = parse_dsn(database_url)
    name = parts.pop("dbname")
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items())
    settings = DatabaseSettings(database_url=f"postgresql:///nothing?{rest}&dbname={name}")

    assert ask(plain_engine(settings), "SELECT current_database()") == name


@pytest.mark.parametrize(
    ("address", "used"),
    [("postgresql://me@db/a", "p@ss/w:rd %20'"), ("postgresql://me:mine@db/a", "mine")],
)
def test_a_password_may_come_apart_from_the_address_and_have_any_characters(address: str, used: str) -> None:
    password = "p@ss/w:rd %20'"  # noqa: S105 -- of nobody
    settings = DatabaseSettings.model_validate({"database_url": address, "database_password": password})

    assert connection_arguments(settings)["password"] == used


def test_what_libpq_cannot_read_is_one_sentence() -> None:
    settings = Settings(environment="test", database_url="postgresql://host:port:more/db?what=ever")

    with pytest.raises(SettingsError, match=r"^DATABASE_URL: must be a URL such as postgresql://"):
        make_engine(settings)
