"""Queries for passkeys and their challenges."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from app.models.passkey import Passkey, PasskeyChallenge
from app.repositories.queries import Queries, found


class PasskeyRepository(Queries):
    """The passkeys of everybody, and the challenges that are not answered."""

    def of_user(self, user_id: int) -> Sequence[Passkey]:
        """Return the passkeys of a user, oldest first."""
        statement = select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)
        return self._session.scalars(statement).all()

    def lock(self, credential_id: bytes) -> Passkey | None:
        """Return a passkey with its user, which nobody else can use until the transaction ends."""
        statement = select(Passkey).where(Passkey.credential_id == credential_id)
        statement = statement.options(joinedload(Passkey.user, innerjoin=True))
        return self._session.scalars(statement.with_for_update(of=Passkey)).one_or_none()

    def get(self, user_id: int, passkey_id: int) -> Passkey:
        """Return a passkey of a user; raises NotFound."""
        statement = select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user_id)
        return found(self._session.scalar(statement), "passkey", passkey_id)

    def take_challenge(self, challenge: bytes, browser_digest: bytes, user_id: int | None) -> bool:
        """Delete a challenge; return whether it was valid for this browser and user. One caller succeeds."""
        statement = delete(PasskeyChallenge).where(
            PasskeyChallenge.challenge == challenge,
            PasskeyChallenge.browser_digest == browser_digest,
            PasskeyChallenge.user_id.is_not_distinct_from(user_id),
            PasskeyChallenge.expires_at > func.now(),
        )
        return self._session.scalar(statement.returning(PasskeyChallenge.id)) is not None
