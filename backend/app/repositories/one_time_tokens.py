"""Queries for one-time tokens."""

from sqlalchemy import delete, func, select

from app.models.one_time_token import OneTimeToken, Purpose
from app.repositories.queries import Queries


class OneTimeTokenRepository(Queries):
    """The tokens that were sent and not used."""

    def take(self, digest: bytes, purpose: Purpose) -> OneTimeToken | None:
        """Delete a valid token and return it. Of several transactions that try, one succeeds."""
        statement = delete(OneTimeToken).where(
            OneTimeToken.token_digest == digest,
            OneTimeToken.purpose == purpose,
            OneTimeToken.expires_at > func.now(),
        )
        return self._session.scalars(statement.returning(OneTimeToken)).one_or_none()

    def exists(self, user_id: int, purpose: Purpose) -> bool:
        """Return whether a user has a token for a purpose, valid or not."""
        statement = select(OneTimeToken.id).where(
            OneTimeToken.user_id == user_id, OneTimeToken.purpose == purpose
        )
        return self._session.scalar(statement.limit(1)) is not None

    def delete_of_user(self, user_id: int, purpose: Purpose) -> None:
        """Delete the tokens of a user for a purpose."""
        statement = delete(OneTimeToken).where(
            OneTimeToken.user_id == user_id, OneTimeToken.purpose == purpose
        )
        self._session.execute(statement)

    def delete_expired(self) -> None:
        """Delete the tokens that are no longer valid."""
        self._session.execute(delete(OneTimeToken).where(OneTimeToken.expires_at < func.now()))
