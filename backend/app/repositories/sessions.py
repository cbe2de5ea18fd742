"""Queries for sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from app.models.invitation import Invitation
from app.models.one_time_token import OneTimeToken
from app.models.passkey import PasskeyChallenge
from app.models.pending_sign_in import PendingSignIn
from app.models.session import UserSession
from app.models.user import User
from app.repositories.queries import Queries, found
from app.repositories.replica import connect_to_primary

# Run for each request that needs a session.
_RESUME = (
    select(
        UserSession.id,
        UserSession.user_id,
        UserSession.confirmed_at,
        UserSession.last_seen_at,
        User.email,
        User.is_admin,
    )
    .join(User)
    .where(
        UserSession.token_digest == bindparam("digest"),
        UserSession.expires_at > func.now(),
        UserSession.last_seen_at > bindparam("seen_after"),
        User.disabled_at.is_(None),
    )
)

# What is of no use once it has expired. API tokens stay for a while, so that people see why one stopped.
_EXPIRING: tuple[Any, ...] = (
    UserSession,
    OneTimeToken,
    PasskeyChallenge,
    PendingSignIn,
    # region teams
    Invitation,
    # endregion
)


class SessionRepository(Queries):
    """The browsers in which users are signed in."""

    def resume(
        self, digest: bytes, seen_after: datetime
    ) -> Row[int, int, datetime, datetime, str, bool] | None:
        """Return a session that is valid, with its user's address and rights."""
        # Not through the session, which would look for entities in the result.
        values = {"digest": digest, "seen_after": seen_after}
        with connect_to_primary(self._session) as connection:
            return connection.execute(_RESUME, values).one_or_none()

    def of_user(self, user_id: int, seen_after: datetime) -> Sequence[UserSession]:
        """Return the valid sessions of a user, the one that was used last first."""
        statement = select(UserSession).where(
            UserSession.user_id == user_id,
            UserSession.expires_at > func.now(),
            UserSession.last_seen_at > seen_after,
        )
        return self._session.scalars(statement.order_by(UserSession.last_seen_at.desc())).all()

    def touch(self, session_id: int, at: datetime) -> None:
        """Record that a session is used. This is no change of the record, so its version stays."""
        self._update(session_id, last_seen_at=at)

    def rotate(self, session_id: int, digest: bytes, confirmed_at: datetime) -> None:
        """Give a session another token: the user has proved who they are."""
        self._update(session_id, token_digest=digest, confirmed_at=confirmed_at)

    def delete(self, user_id: int, session_id: int) -> None:
        """Delete a session of a user; raises NotFound."""
        statement = delete(UserSession).where(UserSession.id == session_id, UserSession.user_id == user_id)
        found(self._session.scalar(statement.returning(UserSession.id)), "session", session_id)

    def delete_by_digest(self, digest: bytes) -> int | None:
        """Delete the session with a token, if there is one; return its user's ID."""
        statement = delete(UserSession).where(UserSession.token_digest == digest)
        return self._session.scalar(statement.returning(UserSession.user_id))

    def delete_of_user(self, user_id: int, but: int | None = None) -> None:
        """Delete all sessions of a user, but for one. Whoever is between the two steps has to start again."""
        self._session.execute(delete(PendingSignIn).where(PendingSignIn.user_id == user_id))
        statement = delete(UserSession).where(UserSession.user_id == user_id)
        self._session.execute(statement if but is None else statement.where(UserSession.id != but))

    def delete_expired(self, idle: timedelta) -> None:
        """Delete the sessions, tokens, challenges and invitations that are no longer valid."""
        self._session.execute(delete(UserSession).where(UserSession.last_seen_at < func.now() - idle))
        for model in _EXPIRING:
            self._session.execute(delete(model).where(model.expires_at < func.now()))

    def _update(self, session_id: int, **values: Any) -> None:
        self._session.execute(update(UserSession).where(UserSession.id == session_id).values(values))
