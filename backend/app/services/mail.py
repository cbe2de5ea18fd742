"""Use cases for mail."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from app.mail.message import Rendered
from app.mail.messages import find_messages
from app.mail.messages.trial import TrialMail
from app.models.mail import Mail
from app.queue import PermanentFailure
from app.repositories.mails import MailRepository
from app.repositories.unit_of_work import UnitOfWork

NEWEST = 100


class MailService:
    """Delivers stored mails."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._mails = work.repository(MailRepository)

    def deliver(self, mail_id: int) -> None:
        """Send a mail, unless that was done; raises PermanentFailure and NotSent as the mailer does."""
        mail = self._mails.find(mail_id)
        if mail is None or mail.sent_at is not None:
            return
        # The conversation with the server may take a while, so it needs no transaction.
        self._work.commit()
        try:
            self._work.mailer.deliver(_rendered(mail), mail_id)
        except PermanentFailure:
            self._delete_unless_kept(mail)
            raise
        mail.sent_at = datetime.now(UTC)
        self._delete_unless_kept(mail)

    def _delete_unless_kept(self, mail: Mail) -> None:
        # It may contain a link that gives access to an account.
        if not self._work.mailer.keeps:
            self._mails.remove(mail)
        self._work.commit()


class MailboxService:
    """The mailbox of development, and previews of all messages with sample data."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._mails = work.repository(MailRepository)

    def newest(self) -> Sequence[Mail]:
        """Return the newest mails, at most 100."""
        return self._mails.newest(NEWEST)

    def get(self, mail_id: int) -> tuple[Mail, Sequence[tuple[str, str]]]:
        """Return a mail and its headers; raises NotFound."""
        mail = self._mails.get(mail_id)
        return mail, self._work.mailer.headers(_rendered(mail))

    def empty(self) -> None:
        """Delete all mails."""
        self._mails.delete_all()
        self._work.commit()

    def send_trial(self, to: str) -> None:
        """Send a message that shows that mail works."""
        self._work.send(TrialMail(to=to))
        self._work.commit()

    def previews(self) -> Mapping[str, Rendered]:
        """Return every message with its sample data, by the name of its templates."""
        return {name: self._work.mailer.render(kind.sample()) for name, kind in find_messages().items()}


def _rendered(mail: Mail) -> Rendered:
    return Rendered(**{field.name: getattr(mail, field.name) for field in fields(Rendered)})
