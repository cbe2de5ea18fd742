"""Queries for identities."""

from collections.abc import Sequence

from sqlalchemy import select

from app.models.identity import UserIdentity
from app.models.user import User
from app.repositories.queries import Queries


class IdentityRepository(Queries):
    """The users as identity providers know them."""

    def find_user(self, issuer: str, subject: str) -> User | None:
        """Return the user with an identity."""
        statement = select(User).join(UserIdentity, UserIdentity.user_id == User.id)
        is_it = (UserIdentity.issuer == issuer, UserIdentity.subject == subject)
        return self._session.scalars(statement.where(*is_it)).one_or_none()

    def of_user(self, user_id: int) -> Sequence[UserIdentity]:
        """Return the identities of a user, oldest first."""
        statement = select(UserIdentity).where(UserIdentity.user_id == user_id).order_by(UserIdentity.id)
        return self._session.scalars(statement).all()
