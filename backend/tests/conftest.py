"""Fixtures: one transaction a test, rolled back at its end. The tooling's plugin provides the databases."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

import factories
from app import create_app
from app.config import Settings


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    return Settings(environment="test", database_url=database_url)


@pytest.fixture(scope="session")
def app(settings: Settings) -> APIFlask:
    """Return the app as ``create_app`` makes it; there is one for all tests."""
    return create_app(settings)


@pytest.fixture(scope="session")
def engine(app: APIFlask) -> Iterator[Engine]:
    """Return the app's engine."""
    sessions: sessionmaker[Session] = app.extensions["sessions"]
    engine = sessions.kw["bind"]
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def session_connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def sessions(app: APIFlask, session_connection: Connection) -> Iterator[sessionmaker[Session]]:
    """Return the app's session factory, inside a transaction that the test's end rolls back.

    What the app commits is a savepoint of it.
    """
    sessions: sessionmaker[Session] = app.extensions["sessions"]
    sessions.configure(bind=session_connection, join_transaction_mode="create_savepoint")
    with session_connection.begin() as transaction:
        yield sessions
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
