"""The table of users."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, trigram_index


class User(Base):
    """A person with an account, whose email address is verified."""

    __tablename__ = "users"
    __table_args__ = (
        # The same address in other letters would be a second account.
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        trigram_index(__tablename__, "email"),
        trigram_index(__tablename__, "name"),
        Index("ix_users_deletes_on", "deletes_on", postgresql_where="deletes_on IS NOT NULL"),
    )

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    # Without a password, nobody can sign in with one.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(server_default="false")
    disabled_at: Mapped[datetime | None]
    # The user has deleted the account, and can keep it until then.
    deletes_on: Mapped[date | None]

    @property
    def is_disabled(self) -> bool:
        """Whether an administrator has disabled the account."""
        return self.disabled_at is not None

    @property
    def has_password(self) -> bool:
        """Whether the user can sign in with a password."""
        return self.password_hash is not None

    def __str__(self) -> str:
        return self.email
