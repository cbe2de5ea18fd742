"""Use cases of development only: signing in with one click."""

from collections.abc import Sequence

from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserFilters, UserRepository, UserStatus, UserSummary
from app.services.sessions import SessionService

MAX_USERS = 10


class DemoService:
    """Signs in without a password."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)

    def users(self) -> Sequence[UserSummary]:
        """Return some users."""
        active = UserFilters(status=UserStatus.ACTIVE)
        return self._users.newest(active, MAX_USERS)[::-1]

    def sign_in(self, user_id: int, old_token: str | None) -> str:
        """Return the token of a new session; raises NotFound."""
        return SessionService(self._work).start(self._users.get(user_id), old_token)
