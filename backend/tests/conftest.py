"""Fixtures: each test runs in a transaction that is rolled back. The pytest plugin provides the databases."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import Connection, Row, event, text
from sqlalchemy.orm import Session, sessionmaker

import factories
from app import create_app
from app.actor import SYSTEM, Actor, Role
from app.config import Settings
from app.controllers.cookies import LOCAL_PREFIX
from app.jobs import handlers
from app.jobs.handlers import load
from app.models.owned import TeamOwned, UserOwned
from app.models.team import Team
from app.models.user import User
from app.queue import Job
from app.repositories.engine import Database
from app.repositories.scope import announce, enter, scope_of
from app.repositories.unit_of_work import UnitOfWork
from app.services import passwords
from app.services.tokens import digest, make_token
from factories import MembershipFactory, SessionFactory, TeamFactory, UserFactory

COUNT_WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    return Settings(environment="test", database_url=database_url)


@pytest.fixture(scope="session")
def app(settings: Settings) -> APIFlask:
    """Return the app from ``create_app``, shared by all tests."""
    return create_app(settings)


@pytest.fixture(scope="session")
def session_connection(app: APIFlask) -> Iterator[Connection]:
    """Return the connection that all sessions of the app share."""
    database: Database = app.extensions["database"]
    with database.sessions.kw["bind"].connect() as connection:
        for sessions in (
            database.sessions,
            database.read_sessions,
            # region accounts
            database.scoped_read_sessions,
            # endregion
        ):
            sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield connection
    database.dispose()


@pytest.fixture
def sessions(app: APIFlask, session_connection: Connection) -> Iterator[sessionmaker[Session]]:
    """Return the app's session factory, inside a transaction that is rolled back after the test.

    A commit by the app only releases a savepoint of this transaction.
    """
    database: Database = app.extensions["database"]
    with session_connection.begin() as transaction:
        yield database.sessions
        transaction.rollback()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Return the session that the factories write to; it sees the commits of the app."""
    with sessions() as session, factories.bound(session):
        # region accounts
        # Requests share the connection, and so the settings that the policies of tables compare with.
        event.listen(session, "do_orm_execute", lambda _state: _announce(session))
        event.listen(session, "before_flush", lambda *_: _announce(session))
        # endregion
        yield session


@pytest.fixture
def as_owner(session: Session) -> None:
    """Let the test change tables, which the application cannot do."""
    session.execute(text("SET LOCAL ROLE NONE"))


@pytest.fixture
def work(
    sessions: sessionmaker[Session],
    session: Session,
    # region accounts
    actor: Actor,
    # endregion
) -> Iterator[UnitOfWork]:
    """Return a unit of work that sees what the factories create."""
    work = UnitOfWork(sessions, {})
    # region accounts
    work.actor = actor
    # endregion
    yield work
    work.close()


@pytest.fixture
def client(
    app: APIFlask,
    session: Session,
    # region accounts
    user: User,
    # region teams
    team: Team,
    # endregion
    # endregion
) -> FlaskClient:
    """Return a client of the app, inside the transaction of the test."""
    client = app.test_client()
    # As browsers do.
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    # region accounts
    _sign_in(client, user)
    # endregion
    # region teams
    # As below /t/…, but tests need not write it.
    client.environ_base["app.team"] = team.slug
    # endregion
    return client


# region accounts
@pytest.fixture
def user(session: Session) -> User:
    """Return the user of the client. Private records of factories are theirs."""
    user = UserFactory.create()
    enter(session, replace(scope_of(session), user_id=user.id))
    return user


@pytest.fixture
def actor(
    user: User,
    # region teams
    team: Team,
    # endregion
) -> Actor:
    """Return the user of the client as services see them."""
    return Actor(
        name=user.email,
        user_id=user.id,
        # region teams
        team_id=team.id,
        role=Role.MEMBER,
        # endregion
    )


# region teams
@pytest.fixture
def team(session: Session, user: User) -> Team:
    """Return the team of the client. Records of factories belong to it."""
    team = TeamFactory.create()
    MembershipFactory.create(team=team, user=user)
    enter(session, replace(scope_of(session), team_id=team.id))
    return team


# endregion
def _announce(session: Session) -> None:
    """Let the session use records of its own scope, and create those of another team or user."""
    scope = scope_of(session)
    for record in session.new:
        # region teams
        if isinstance(record, TeamOwned) and record.team_id is not None:
            scope = replace(scope, team_id=record.team_id)
        # endregion
        if isinstance(record, UserOwned) and record.user_id is not None:
            scope = replace(scope, user_id=record.user_id)
    announce(session.connection(), scope)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Make hashes of passwords cheap: they are not what the tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", PasswordHasher(memory_cost=8, time_cost=1, parallelism=1))
        yield


@pytest.fixture
def visitor(app: APIFlask, session: Session) -> FlaskClient:
    """Return a client in which nobody is signed in."""
    client = app.test_client()
    # As browsers do.
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def admin_client(app: APIFlask, session: Session) -> FlaskClient:
    """Return a client in which an administrator is signed in."""
    return _sign_in(app.test_client(), UserFactory.create(is_admin=True))


@pytest.fixture
def sign_in() -> Callable[[FlaskClient, User], FlaskClient]:
    """Return a function that gives a client a session of a user."""
    return _sign_in


def _sign_in(client: FlaskClient, user: User) -> FlaskClient:
    token = make_token()
    SessionFactory.create(user=user, token_digest=digest(token))
    client.set_cookie(LOCAL_PREFIX + "session", token)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


# endregion


@pytest.fixture(scope="session")
def formats() -> Mapping[str, Callable[[int], str]]:
    """Return generators of texts that no pattern can describe, by their format in the OpenAPI document.

    A ``conftest.py`` closer to the tests can override this.
    """
    return {}


class JobQueue:
    """The background jobs of a test: what was enqueued, and a worker inside the transaction of the test."""

    def __init__(self, session: Session, make_work: Callable[[], UnitOfWork]) -> None:
        self._session = session
        self._make_work = make_work

    @property
    def enqueued(self) -> list[Job]:
        """Return the waiting jobs, in the order in which they would start."""
        return [load()[row.task_name].job(**row.args["arguments"]) for row in self._waiting()]

    def run_all(self) -> None:
        """Run the waiting jobs until there are none left, including those that they enqueue.

        A job with a time does not wait for it. An error of a handler is raised, and the job is not retried.
        """
        while row := next(iter(self._waiting()), None):
            self._finish(row.id)
            self.run(
                load()[row.task_name].job(**row.args["arguments"]),
                # region accounts
                **row.args.get("owner", {}),
                # endregion
            )

    def run(
        self,
        job: Job,
        # region accounts
        **owner: Any,
        # endregion
    ) -> None:
        """Run a job that was not enqueued, such as a scheduled one."""
        work = self._make_work()
        # region accounts
        work.actor = replace(SYSTEM, **owner)
        # endregion
        try:
            load()[type(job).__name__].function(job, work)
        finally:
            work.close()

    def _waiting(self) -> Sequence[Row[Any]]:
        return self._session.execute(
            text(
                "SELECT id, task_name, args FROM jobs.procrastinate_jobs WHERE status = 'todo' "
                "ORDER BY priority DESC, id"
            )
        ).all()

    def _finish(self, identity: int) -> None:
        for status in ("doing", "succeeded"):
            self._session.execute(
                text("UPDATE jobs.procrastinate_jobs SET status = :status WHERE id = :id"),
                {"status": status, "id": identity},
            )


@pytest.fixture
def start_waiting(sessions: sessionmaker[Session]) -> Iterator[Callable[..., Future[Any]]]:
    """Return a function that calls another one in the background, and returns when that waits for a lock."""

    def start(function: Callable[..., Any], *args: Any, **options: Any) -> Future[Any]:
        waiting = background.submit(function, *args, **options)
        with sessions() as session:
            while not session.scalar(text(COUNT_WAITING)):
                assert not waiting.done(), waiting.result()
                session.rollback()
        return waiting

    with ThreadPoolExecutor() as background:
        yield start


@pytest.fixture
def jobs(app: APIFlask, session: Session) -> JobQueue:
    """Return the background jobs that the test enqueues."""
    return JobQueue(session, partial(app.extensions["unit_of_work"], reads=False))


@pytest.fixture
def no_other_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the product's jobs out, which may have the same names as those of the test."""
    load()
    monkeypatch.setattr(handlers, "_handlers", {})
