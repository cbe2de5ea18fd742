"""Renders and sends mail as the settings say."""

import logging
from collections.abc import Sequence
from email.utils import parseaddr

from app.config import Settings
from app.mail.message import Message, Rendered
from app.mail.rendering import Renderer
from app.mail.smtp import NotSent, Server, compose

log = logging.getLogger("app.mail")


class Mailer:
    """The mail of one app.

    Attributes:
        keeps: whether mails stay in the database after they are sent, for the mailbox of development.
    """

    def __init__(self, settings: Settings) -> None:
        """Read the settings; raises SettingsError if SMTP_URL is invalid."""
        domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
        self._renderer = Renderer(settings.public_url, domain)
        self._settings = settings
        url, password = settings.smtp_url, settings.smtp_password
        self._server = url and Server.parse(
            url.get_secret_value(), (password and password.get_secret_value()) or None
        )
        self.keeps = settings.environment != "production"

    def render(self, message: Message) -> Rendered:
        """Return a message as it will be sent; raises Invalid if its address is none."""
        return self._renderer.render(message)

    def headers(self, mail: Rendered) -> Sequence[tuple[str, str]]:
        """Return the headers that a mail is sent with, but for those of its parts."""
        composed = compose(mail, self._settings.mail_from)
        return [(name, str(value)) for name, value in composed.items() if not name.startswith("Content-")]

    def deliver(self, mail: Rendered, mail_id: int) -> None:
        """Send a mail. Without SMTP_URL, it stays in the mailbox of development.

        Raises:
            PermanentFailure: it can never be delivered.
            NotSent: it could not be sent now.
        """
        if self._server:
            self._server.send(mail, self._settings.mail_from)
        elif self.keeps:
            page = f"{self._settings.public_url}/dev/mail?id={mail_id}"
            log.info("mail to=%r subject=%r %s", mail.recipient, mail.subject, page)
        else:
            raise NotSent("SMTP_URL is not set, so no mail can be sent: set it, then retry this job")
