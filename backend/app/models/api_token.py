"""The table of API tokens."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class TokenScope(StrEnum):
    """What a token may do in the name of its user."""

    READ = "read"
    WRITE = "write"


class ApiToken(Base):
    """The right of a program to act for a user."""

    __tablename__ = "api_tokens"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    # The program has the token; whoever reads this table cannot use its digest.
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    # The first characters, by which people recognise it.
    prefix: Mapped[str] = mapped_column(String(16))
    scope: Mapped[TokenScope]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    last_used_at: Mapped[datetime | None]
