"""Queries for one-time tokens."""

from sqlalchemy import delete, func, select

from app.models.one_time_token import OneTimeToken, Purpose
from app.models.user import User
from app.repositories.queries import Queries


class OneTimeTokenRepository(Queries):
    """The tokens that were sent and not used."""

    def take(self, digest: bytes, purpose: Purpose) -> OneTimeToken | None:
        """Lock the user of a valid token, delete it and return it. Of several transactions, one succeeds."""
        # The user first, as whoever changes a user and deletes all their tokens: else both wait for ever.
        user = select(User.id).join(OneTimeToken, OneTimeToken.user_id == User.id)
        self._session.execute(
            user.where(OneTimeToken.token_digest == digest).with_for_update(of=User, key_share=True)
        )
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

    def delete_of_user(self, user_id: int, *purposes: Purpose) -> None:
        """Delete the tokens of a user for some purposes."""
        statement = delete(OneTimeToken).where(
            OneTimeToken.user_id == user_id, OneTimeToken.purpose.in_(purposes)
        )
        self._session.execute(statement)
