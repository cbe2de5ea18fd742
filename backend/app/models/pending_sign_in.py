"""The table of sign-ins whose second step is left."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class PendingSignIn(Base):
    """A browser in which a user has entered the password, and not yet the code.

    Not a session with a mark: nothing that reads sessions can take it for one.
    """

    __tablename__ = "pending_sign_ins"
    __table_args__ = (Index(None, "user_id"), Index(None, "expires_at"))

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]
