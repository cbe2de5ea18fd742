"""Renders messages with their templates, and sends them as the settings say."""

import logging
from collections.abc import Sequence
from email.utils import parseaddr
from uuid import uuid4

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from app.config import TITLE, Settings
from app.errors import Invalid
from app.formats import MAX_NAME, ascii_email, is_email, one_line
from app.mail.message import Message, Rendered
from app.mail.smtp import NotSent, Server, compose

log = logging.getLogger("app.mail")

MAX_SUBJECT = 200


class Mailer:
    """The mail of one app.

    Attributes:
        keeps: whether mails stay in the database after they are sent, for the mailbox of development.
    """

    def __init__(self, settings: Settings) -> None:
        """Read the settings; raises SettingsError if SMTP_URL is invalid."""
        self._public_url = settings.public_url
        self._sender = settings.mail_from
        url, password = settings.smtp_url, settings.smtp_password
        self._server = url and Server.parse(
            url.get_secret_value(), (password and password.get_secret_value()) or None
        )
        self.keeps = settings.environment != "production"
        self._templates = Environment(
            loader=PackageLoader("app.mail"),
            autoescape=select_autoescape(["html.jinja"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def render(self, message: Message) -> Rendered:
        """Return a message as it will be sent; raises Invalid if its address is none."""
        subject = _line(message.subject, MAX_SUBJECT)
        domain = parseaddr(self._sender)[1].rpartition("@")[2]
        return Rendered(
            recipient=_address(message.to),
            recipient_name=_line(message.to_name, MAX_NAME),
            subject=subject,
            text=self._fill(f"{message.name()}.txt.jinja", message, subject),
            html=self._fill(f"{message.name()}.html.jinja", message, subject),
            # Made once, so that a mail that is sent twice is recognised as one.
            message_id=f"<{uuid4()}@{domain}>",
            unsubscribe_url=self._url(message.unsubscribe_path) if message.unsubscribe_path else None,
        )

    def headers(self, mail: Rendered) -> Sequence[tuple[str, str]]:
        """Return the headers that a mail is sent with, but for those of its parts."""
        composed = compose(mail, self._sender)
        return [(name, str(value)) for name, value in composed.items() if not name.startswith("Content-")]

    def deliver(self, mail: Rendered, mail_id: int) -> None:
        """Send a mail. Without SMTP_URL, it stays in the mailbox of development.

        Raises:
            PermanentFailure: it can never be delivered.
            NotSent: it could not be sent now.
        """
        if self._server:
            self._server.send(mail, self._sender)
        elif self.keeps:
            page = self._url(f"/dev/mail?id={mail_id}")
            log.info("mail to=%r subject=%r %s", mail.recipient, mail.subject, page)
        else:
            raise NotSent("SMTP_URL is not set, so no mail can be sent: set it, then retry this job")

    def _fill(self, template: str, message: Message, subject: str) -> str:
        return self._templates.get_template(template).render(
            message=message, subject=subject, product=TITLE, url=self._url
        )

    def _url(self, path: str) -> str:
        return f"{self._public_url}{path}"


def _address(text: str) -> str:
    """Return an address in ASCII; raises Invalid."""
    address = ascii_email(text)
    if not is_email(address):
        raise Invalid("This is not an email address.", field="to")
    return address


def _line(text: str, max_length: int) -> str:
    """Return a text for a header: a line break in it would begin another header."""
    # Python's email package decodes what looks like an encoded word (RFC 2047), and writes its line breaks.
    return one_line(text).replace("=?", "= ?")[:max_length]
