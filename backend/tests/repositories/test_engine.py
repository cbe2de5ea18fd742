from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from headstart.postgres import databases
from headstart.postgres.urls import database_of
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DataError

from app import create_app
from app.config import Settings
from app.repositories.engine import make_engine, make_sessions, plain_engine
from app.repositories.reading import rows_of

LAST = """
SELECT query FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@pytest.fixture(params=["the application's", "a script's"])
def engine(request: pytest.FixtureRequest, own_database: str) -> Iterator[Engine]:
    """Return an engine with a single connection."""
    settings = Settings(environment="test", database_url=own_database, pool_size=1, pool_overflow=0)
    if request.param == "the application's":
        engine = make_engine(settings)
    else:
        engine = plain_engine(settings, pool_size=1, max_overflow=0)
    yield engine
    engine.dispose()


def test_a_server_that_ended_the_connections_costs_nobody_a_request(own_database: str) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    client = app.test_client()
    assert client.get("/api/health/ready").status_code == 200

    with databases.maintenance(own_database) as server:
        databases.disconnect(server, database_of(own_database))

    assert client.get("/api/health/ready").status_code == 200
    app.extensions["sessions"].kw["bind"].dispose()


def test_a_read_is_one_statement_without_a_transaction_around_it(engine: Engine, own_database: str) -> None:
    with make_sessions(engine)() as session:
        rows_of(session, select(text("1")), {})

    with closing(databases.connect(own_database)) as other, other.cursor() as rows:
        rows.execute(LAST)
        assert rows.fetchall() == [("SELECT 1",)]


@pytest.mark.parametrize("read", ["1", "1/0"])
def test_what_is_not_committed_after_a_read_on_the_same_connection_is_not_stored(
    engine: Engine, read: str
) -> None:
    sessions = make_sessions(engine)
    with sessions() as session, suppress(DataError):
        rows_of(session, select(text(read)), {})

    with sessions() as session:
        session.execute(text("CREATE TABLE letters ()"))

    with sessions() as session:
        assert session.scalar(text("SELECT to_regclass('letters')")) is None
