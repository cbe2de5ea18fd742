"""The table of invitations to teams."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actor import Role
from app.models.base import Base
from app.models.team import Team
from app.models.user import User


class Invitation(Base):
    """The right of whoever owns an email address to join a team."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("team_id", "email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("role <> 'owner'", name="role_not_owner"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[Role]
    # The message has the token; whoever reads this table cannot use its digest.
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)

    team: Mapped[Team] = relationship(lazy="raise")
    invited_by: Mapped[User | None] = relationship(lazy="raise")
