"""Queries for mails."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select

from app.models.mail import Mail
from app.repositories.queries import Queries, found


class MailRepository(Queries):
    """The mails that are stored."""

    def find(self, mail_id: int) -> Mail | None:
        """Return a mail, or None if it was deleted."""
        return self._session.get(Mail, mail_id)

    def get(self, mail_id: int) -> Mail:
        """Return a mail; raises NotFound."""
        return found(self.find(mail_id), "mail", mail_id)

    def newest(self, limit: int) -> Sequence[Mail]:
        """Return the newest mails, the newest first."""
        return self._session.scalars(select(Mail).order_by(Mail.id.desc()).limit(limit)).all()

    def delete_old(self, days: int) -> None:
        """Delete the mails that are older than some days."""
        self._session.execute(delete(Mail).where(Mail.created_at < func.now() - timedelta(days=days)))

    def delete_all(self) -> None:
        """Delete all mails."""
        self._session.execute(delete(Mail))
