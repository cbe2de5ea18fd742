"""Queries for sign-ins whose second step is left."""

from sqlalchemy import delete, func, select

from app.models.pending_sign_in import PendingSignIn
from app.models.user import User
from app.repositories.queries import Queries


class PendingSignInRepository(Queries):
    """The browsers in which a code is expected."""

    def user_of(self, digest: bytes) -> User | None:
        """Return who signs in, if that is still possible."""
        statement = select(User).join(PendingSignIn, PendingSignIn.user_id == User.id)
        statement = statement.where(
            PendingSignIn.token_digest == digest,
            PendingSignIn.expires_at > func.now(),
            User.disabled_at.is_(None),
        )
        return self._session.scalars(statement).one_or_none()

    def take(self, digest: bytes) -> bool:
        """Delete one; return whether it existed. Of several transactions that try, one succeeds."""
        statement = delete(PendingSignIn).where(PendingSignIn.token_digest == digest)
        return self._session.scalar(statement.returning(PendingSignIn.id)) is not None
