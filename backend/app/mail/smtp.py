"""Sends mail to an SMTP server."""

import re
import smtplib
import ssl
from base64 import b64encode
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from app.config import TITLE, SettingsError
from app.mail.message import Rendered
from app.queue import PermanentFailure

PORTS = {"smtp": 587, "smtps": 465}
AUTHENTICATED = 235
PERMANENT = range(500, 600)  # RFC 5321, 4.2.1
MAX_ON_ONE_LINE = 30  # characters of a name, all of which may be escaped


class NotSent(Exception):
    """The server did not take the mail this time. It is worth another try."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """An SMTP server.

    Attributes:
        encryption: ``tls`` from the first byte (``smtps:``), ``starttls``, or ``none``.
        timeout: of each step of the conversation, in seconds.
    """

    host: str
    port: int
    user: str | None
    password: str
    encryption: str
    timeout: float

    @classmethod
    def parse(cls, url: str, password: str | None = None) -> "Server":
        """Read SMTP_URL; ``password`` is SMTP_PASSWORD, which needs no URL encoding. Raises SettingsError."""
        try:
            parts = urlsplit(url)
            options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
            timeout = float(options.pop("timeout", "10"))
            starttls = options.pop("starttls", "on")
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            raise _wrong_url() from None
        if port == 0 or not parts.hostname or options or starttls not in {"on", "off"} or timeout <= 0:
            raise _wrong_url()
        encryption = "tls" if parts.scheme == "smtps" else "starttls" if starttls == "on" else "none"
        if parts.username and encryption == "none":
            raise SettingsError(
                "SMTP_URL: a user and a password cannot be sent without encryption; remove starttls=off."
            )
        return cls(
            host=parts.hostname,
            port=port,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or "") if password is None else password,
            encryption=encryption,
            timeout=timeout,
        )

    def send(self, mail: Rendered, sender: str) -> None:
        """Send a mail.

        Raises:
            PermanentFailure: it cannot be written, or the server refuses it or its recipient for ever.
            NotSent: it could not be sent now.
        """
        content = _content(mail, sender)
        try:
            with closing(self._connect()) as connection:
                try:
                    connection.sendmail(parseaddr(sender)[1], mail.recipient, content)
                finally:
                    # The mail was taken or refused, whatever the server answers to this.
                    with suppress(smtplib.SMTPException, OSError):
                        connection.quit()
        except smtplib.SMTPRecipientsRefused as error:
            [(code, reason)] = error.recipients.values()
            raise _refusal(code, reason) from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from None
        except (smtplib.SMTPException, OSError) as error:
            # Also a refused sender or password: not this mail's fault, and somebody will correct it.
            raise NotSent(f"{self.host}:{self.port}: {type(error).__name__}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        if self.encryption == "tls":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.encryption == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if self.user is not None:
                self._log_in(connection, self.user)
        except BaseException:
            connection.close()
            raise
        return connection

    def _log_in(self, connection: smtplib.SMTP, user: str) -> None:
        if (user + self.password).isascii():
            connection.login(user, self.password)
            return
        # smtplib sends only ASCII. RFC 4616 says UTF-8.
        token = b64encode(f"\0{user}\0{self.password}".encode()).decode()
        connection.ehlo_or_helo_if_needed()
        code, reason = connection.docmd("AUTH", f"PLAIN {token}")
        if code != AUTHENTICATED:
            raise smtplib.SMTPAuthenticationError(code, reason)


def compose(mail: Rendered, sender: str) -> EmailMessage:
    """Return a mail in the form of RFC 5322: text and HTML, of which the reader's program chooses."""
    message = EmailMessage(SMTP)
    name, address = parseaddr(sender)
    message["From"] = Address(name or TITLE, addr_spec=address)
    message["To"] = Address(_without_quotes(mail.recipient_name), addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = mail.message_id
    # So that nobody's "out of office" answers.
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        # RFC 8058: the mail program shows a button for it.
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _content(mail: Rendered, sender: str) -> bytes:
    try:
        return compose(mail, sender).as_bytes()
    except (ValueError, MessageError) as error:
        raise PermanentFailure(f"this is not a mail that can be sent: {error}") from error


def _without_quotes(name: str) -> str:
    """Return a name that needs no quotes if it is long: older Pythons lose them on a second line."""
    return re.sub(r'[][()<>@,.:;"\\]', "", name) if len(name) > MAX_ON_ONE_LINE else name


def _wrong_url() -> SettingsError:
    return SettingsError(
        "SMTP_URL: must be a URL such as smtp://user:password@mail.example.com:587; "
        "?starttls=off and ?timeout=10 are its options."
    )


def _refusal(code: int, reason: bytes | str) -> Exception:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    said = f"{code} {text}"
    return PermanentFailure(said) if code in PERMANENT else NotSent(said)
