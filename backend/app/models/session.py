"""The table of sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.user import User


class UserSession(Base):
    """A browser in which a user is signed in."""

    __tablename__ = "sessions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # The browser has the token; whoever reads this table cannot use its digest.
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    device: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(45))
    last_seen_at: Mapped[datetime]
    # When the user last proved who they are.
    confirmed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User] = relationship(lazy="raise")
