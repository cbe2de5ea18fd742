"""Changes of accounts at the same time: none sees what the other has just changed as it was before."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.actor import SYSTEM, Actor, Role
from app.config import Settings
from app.errors import Conflict, Invalid, NotAllowed
from app.models.invitation import Invitation
from app.models.membership import Membership
from app.models.one_time_token import Purpose
from app.models.team import Team
from app.models.user import User
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.forgotten_passwords import ForgottenPasswordService
from app.services.invitations import InvitationService
from app.services.one_time_tokens import OneTimeTokens
from app.services.sessions import SessionService
from app.services.tokens import digest
from app.services.users import UserService

StartWaiting = Callable[..., Future[Any]]

OLD, NEW = "the stolen password", "a wholly new password 4711"


@pytest.fixture
def sessions(own_database: str) -> Iterator[sessionmaker[Session]]:
    database = Database(Settings(environment="test", database_url=own_database))
    yield database.sessions
    database.dispose()


@pytest.fixture
def enter(sessions: sessionmaker[Session]) -> Iterator[Callable[[Actor], UnitOfWork]]:
    """Return a function that begins a unit of work of an actor."""
    units = []

    def enter(actor: Actor) -> UnitOfWork:
        work = UnitOfWork(sessions, {})
        work.actor = actor
        units.append(work)
        return work

    yield enter
    for work in units:
        work.close()


def create(sessions: sessionmaker[Session], *records: Any) -> list[int]:
    with sessions.begin() as session:
        session.add_all(records)
        session.flush()
        return [record.id for record in records]


def administrator(user_id: int) -> Actor:
    return Actor(name="", user_id=user_id, is_admin=True, confirmed_at=datetime.now(UTC))


def test_the_old_password_starts_no_session_after_the_new_one(
    sessions: sessionmaker[Session], enter: Callable[[Actor], UnitOfWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    create(sessions, User(email="ada@example.com", name="Ada", password_hash=passwords.make_hash(OLD)))
    path = ForgottenPasswordService(enter(SYSTEM)).issue_link("ada@example.com")
    token = path.split("token=")[1].split("&")[0]
    is_right = passwords.is_right

    def slow(password_hash: str | None, password: str) -> bool:
        ForgottenPasswordService(enter(Actor(name=""))).reset(token, NEW)
        return is_right(password_hash, password)

    monkeypatch.setattr(passwords, "is_right", slow)

    with pytest.raises(Invalid):
        SessionService(enter(Actor(name=""))).sign_in("ada@example.com", OLD)
    with sessions() as session:
        assert session.scalar(text("SELECT count(*) FROM sessions")) == 0


def test_of_two_links_for_a_password_one_is_used(
    sessions: sessionmaker[Session], enter: Callable[[Actor], UnitOfWork], start_waiting: StartWaiting
) -> None:
    create(sessions, User(email="ada@example.com", name="Ada"))
    paths = [ForgottenPasswordService(enter(SYSTEM)).issue_link("ada@example.com") for _ in range(2)]
    first, second = (path.split("token=")[1].split("&")[0] for path in paths)
    work = enter(Actor(name=""))
    tokens, users = OneTimeTokens(work), work.repository(UserRepository)
    user = users.lock(tokens.take(first, Purpose.PASSWORD).user_id or 0)
    waiting = start_waiting(ForgottenPasswordService(enter(Actor(name=""))).reset, second, NEW)

    tokens.forget(user, Purpose.PASSWORD)
    work.commit()

    with pytest.raises(Invalid, match="used before"):
        waiting.result()


def test_two_administrators_cannot_disable_each_other(
    sessions: sessionmaker[Session], enter: Callable[[Actor], UnitOfWork], start_waiting: StartWaiting
) -> None:
    people = [User(email=f"{name}@example.com", name=name, is_admin=True) for name in ("ada", "berit")]
    ada, berit = create(sessions, *people)
    work = enter(administrator(ada))
    user = UserService(work)._other(berit)
    waiting = start_waiting(UserService(enter(administrator(berit))).disable, ada)

    user.disabled_at = datetime.now(UTC)
    work.commit()

    with pytest.raises(NotAllowed):
        waiting.result()


# region teams
def test_a_team_that_somebody_joins_is_not_deleted_with_its_owner(
    sessions: sessionmaker[Session], enter: Callable[[Actor], UnitOfWork], start_waiting: StartWaiting
) -> None:
    admin, owner, invited, team = create(
        sessions,
        *(User(email=f"{name}@example.com", name=name) for name in ("admin", "owner", "invited")),
        Team(name="Acme", slug="acme"),
    )
    create(
        sessions,
        Membership(team_id=team, user_id=owner, role=Role.OWNER),
        Invitation(
            team_id=team, email="invited@example.com", role=Role.MEMBER, token_digest=digest("token"),
            expires_at=datetime.now(UTC) + timedelta(days=1),
        ),
    )  # fmt: skip
    work = enter(Actor(name="", user_id=invited))
    service = InvitationService(work)
    service._join(work.repository(UserRepository).get(invited), service._find("token"))
    waiting = start_waiting(UserService(enter(administrator(admin))).delete, owner)

    work.commit()

    with pytest.raises(Conflict, match="it has other members"):
        waiting.result()


# endregion
