"""Queries for API tokens."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, bindparam, delete, func, select, update

from app.models.api_token import ApiToken, TokenScope
from app.models.user import User
from app.repositories.queries import Queries, found
from app.repositories.replica import connect_to_primary

# Run for each request of a program.
_RESUME = (
    select(ApiToken.id, ApiToken.user_id, ApiToken.prefix, ApiToken.scope, ApiToken.last_used_at, User.email)
    .join(User, User.id == ApiToken.user_id)
    .where(
        ApiToken.token_digest == bindparam("digest"),
        ApiToken.expires_at > func.now(),
        User.disabled_at.is_(None),
    )
)


class ApiTokenRepository(Queries):
    """The tokens of programs."""

    def resume(self, digest: bytes) -> Row[int, int, str, TokenScope, datetime | None, str] | None:
        """Return a token that is valid, with its user's address."""
        # Not through the session, which would look for entities in the result.
        with connect_to_primary(self._session) as connection:
            return connection.execute(_RESUME, {"digest": digest}).one_or_none()

    def of_user(self, user_id: int) -> Sequence[ApiToken]:
        """Return the tokens of a user, newest first, also those that have expired."""
        statement = select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())
        return self._session.scalars(statement).all()

    def touch(self, token_id: int, at: datetime) -> None:
        """Record that a token is used. This is no change of the record, so its version stays."""
        self._session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_at=at))

    def delete(self, user_id: int, token_id: int) -> str:
        """Delete a token of a user and return its name; raises NotFound."""
        statement = delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id)
        name: str | None = self._session.scalar(statement.returning(ApiToken.name))
        return found(name, "API token", token_id)

    def delete_expired(self, kept: timedelta) -> None:
        """Delete tokens some time after they expired."""
        self._session.execute(delete(ApiToken).where(ApiToken.expires_at < func.now() - kept))
