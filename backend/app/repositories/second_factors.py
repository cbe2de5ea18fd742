"""Queries for the second factor."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.models.second_factor import RecoveryCode, TotpSecret
from app.repositories.queries import Queries


class SecondFactorRepository(Queries):
    """The secrets of authenticator apps, and recovery codes."""

    def find(self, user_id: int) -> TotpSecret | None:
        """Return the secret of a user, confirmed or not."""
        # Statements change the row, so what the session knows may be outdated.
        statement = select(TotpSecret).where(TotpSecret.user_id == user_id)
        return self._session.scalars(statement.execution_options(populate_existing=True)).one_or_none()

    def propose(self, user_id: int, secret: bytes) -> bool:
        """Store a secret, unless there is a confirmed one; return whether it was stored."""
        statement = (
            upsert(TotpSecret)
            .values(user_id=user_id, secret=secret)
            .on_conflict_do_update(
                index_elements=["user_id"],
                set_={"secret": secret, "last_step": None},
                where=TotpSecret.confirmed_at.is_(None),
            )
        )
        return self._session.scalar(statement.returning(TotpSecret.id)) is not None

    def confirm(self, user_id: int, at: datetime) -> bool:
        """Require codes from now on; return whether that is new."""
        statement = update(TotpSecret).where(TotpSecret.user_id == user_id, TotpSecret.confirmed_at.is_(None))
        statement = statement.values(confirmed_at=at)
        return self._session.scalar(statement.returning(TotpSecret.id)) is not None

    def use_step(self, user_id: int, step: int) -> bool:
        """Use the code of a time step; return whether neither it nor a later one was used before.

        Of several transactions that try, one succeeds.
        """
        is_later = or_(TotpSecret.last_step.is_(None), TotpSecret.last_step < step)
        statement = update(TotpSecret).where(TotpSecret.user_id == user_id, is_later).values(last_step=step)
        return self._session.scalar(statement.returning(TotpSecret.id)) is not None

    def use_recovery_code(self, user_id: int, digest: bytes) -> bool:
        """Delete a recovery code; return whether there was one. Of several transactions, one succeeds."""
        statement = delete(RecoveryCode).where(
            RecoveryCode.user_id == user_id, RecoveryCode.code_digest == digest
        )
        return self._session.scalar(statement.returning(RecoveryCode.id)) is not None

    def count_recovery_codes(self, user_id: int) -> int:
        """Return how many recovery codes a user has left."""
        statement = select(func.count()).where(RecoveryCode.user_id == user_id)
        return self._session.scalars(statement).one()

    def replace_recovery_codes(self, user_id: int, digests: Collection[bytes]) -> None:
        """Give a user other recovery codes."""
        self._session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        rows = [{"user_id": user_id, "code_digest": digest} for digest in digests]
        self._session.execute(insert(RecoveryCode), rows)

    def delete(self, user_id: int) -> bool:
        """Delete the secret and the recovery codes of a user; return whether there was a secret."""
        self._session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        statement = delete(TotpSecret).where(TotpSecret.user_id == user_id)
        return self._session.scalar(statement.returning(TotpSecret.id)) is not None
