"""The tables of passkeys, and of the challenges that browsers sign with them."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.user import User


class Passkey(Base):
    """A key pair of a user. The private key never leaves their device or password manager."""

    __tablename__ = "passkeys"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(4096))
    # Grows with each use, or stays 0. If it does not grow, somebody has a copy of the key.
    sign_count: Mapped[int]
    # Whether a password manager keeps it on all devices of the user.
    is_synced: Mapped[bool]
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise")


class PasskeyChallenge(Base):
    """Random bytes for a browser to sign, once."""

    __tablename__ = "passkey_challenges"

    challenge: Mapped[bytes] = mapped_column(LargeBinary(64), unique=True)
    browser_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    # The user who adds a passkey. Nobody yet, if the challenge is for signing in.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
