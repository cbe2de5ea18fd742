"""Queries for identities."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.identity import UserIdentity
from app.models.user import User


class IdentityRepository:
    """The users as identity providers know them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_user(self, issuer: str, subject: str) -> User | None:
        """Return the user with an identity."""
        statement = select(User).join(UserIdentity, UserIdentity.user_id == User.id)
        is_it = (UserIdentity.issuer == issuer, UserIdentity.subject == subject)
        return self._session.scalars(statement.where(*is_it)).one_or_none()

    def of_user(self, user_id: int) -> Sequence[UserIdentity]:
        """Return the identities of a user, oldest first."""
        statement = select(UserIdentity).where(UserIdentity.user_id == user_id).order_by(UserIdentity.id)
        return self._session.scalars(statement).all()

    def add(self, user: User, issuer: str, subject: str) -> None:
        """Store an identity of a user; raises Conflict if another user has it."""
        self._session.add(UserIdentity(user_id=user.id, issuer=issuer, subject=subject))
        self._session.flush()
