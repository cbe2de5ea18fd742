"""The table of sign-ins whose second step is left."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class PendingSignIn(Base):
    """A browser in which a user has entered the password, and not yet the code.

    Not a session with a mark: nothing that reads sessions can take it for one.
    """

    __tablename__ = "pending_sign_ins"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
