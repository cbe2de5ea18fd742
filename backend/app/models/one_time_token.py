"""The table of one-time tokens."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Purpose(StrEnum):
    """What a token is for. It is of no use for anything else."""

    SIGN_UP = "sign_up"
    PASSWORD = "password"  # noqa: S105 -- the purpose, not a password
    EMAIL = "email"


class OneTimeToken(Base):
    """The right to do something once, sent by mail."""

    __tablename__ = "one_time_tokens"

    purpose: Mapped[Purpose]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    # Nobody yet, if the token is for signing up.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # The address and the name that the account will have.
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), server_default="")
    expires_at: Mapped[datetime] = mapped_column(index=True)
