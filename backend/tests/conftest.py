"""Fixtures: one transaction a test, rolled back at its end. The tooling's plugin provides the databases."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

import factories
from app import create_app
from app.config import Settings
from app.repositories.engine import Database


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    return Settings(environment="test", database_url=database_url)


@pytest.fixture(scope="session")
def app(settings: Settings) -> APIFlask:
    """Return the app as ``create_app`` makes it; there is one for all tests."""
    return create_app(settings)


@pytest.fixture(scope="session")
def session_connection(app: APIFlask) -> Iterator[Connection]:
    """Return a connection that all sessions of the app share."""
    database: Database = app.extensions["database"]
    with database.sessions.kw["bind"].connect() as connection:
        for sessions in (database.sessions, database.read_sessions):
            sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield connection
    database.dispose()


@pytest.fixture
def sessions(app: APIFlask, session_connection: Connection) -> Iterator[sessionmaker[Session]]:
    """Return the app's session factory, inside a transaction that is rolled back after the test.

    What the app commits is a savepoint of it.
    """
    database: Database = app.extensions["database"]
    with session_connection.begin() as transaction:
        yield database.sessions
        transaction.rollback()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Return a session that sees what the app committed, and that the factories write to."""
    with sessions() as session, factories.bound(session):
        yield session


@pytest.fixture
def client(app: APIFlask, session: Session) -> FlaskClient:
    """Return a client of the app, inside the test's transaction."""
    return app.test_client()


@pytest.fixture(scope="session")
def formats() -> Mapping[str, Callable[[int], str]]:
    """Return what writes texts that no pattern describes, by their format in the API's document.

    A ``conftest.py`` nearer to the tests may know some.
    """
    return {}
