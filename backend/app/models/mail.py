"""The table of mails: those that are to be sent and, in development, those that were."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Mail(Base):
    """A rendered email. In production, it is deleted once it is sent, or cannot be."""

    __tablename__ = "mails"

    recipient: Mapped[str] = mapped_column(String(320))
    recipient_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    html: Mapped[str]
    message_id: Mapped[str] = mapped_column(String(400), unique=True)
    unsubscribe_url: Mapped[str | None] = mapped_column(String(2000))
    sent_at: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.subject
