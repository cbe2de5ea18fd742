"""The tables of the second factor: the secret of an authenticator app, and recovery codes."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class TotpSecret(Base):
    """The secret that a user's authenticator app shares with the product."""

    __tablename__ = "totp_secrets"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    # Encrypted: whoever has it can make codes.
    secret: Mapped[bytes] = mapped_column(LargeBinary(300))
    # When the user entered a first right code. Before that, signing in needs none.
    confirmed_at: Mapped[datetime | None]
    # The time step of the last code that was used. It and earlier ones are not accepted again.
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """A code that signs in once without the authenticator app."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_digest"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    code_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
