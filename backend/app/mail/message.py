"""The base class of all emails, and what one becomes when it is rendered."""

from dataclasses import dataclass
from typing import ClassVar, Self

from app.queue import Job


@dataclass(frozen=True, kw_only=True)
class Message:
    """An email to one person. Its fields are what its templates can show.

    The templates are named after the module: those of ``messages/welcome.py`` are
    ``templates/welcome.html.jinja`` and ``templates/welcome.txt.jinja``.
    """

    to: str
    to_name: str = ""

    # The path of a page where the person stops further messages of this kind.
    unsubscribe_path: ClassVar[str | None] = None

    @property
    def subject(self) -> str:
        """The subject line."""
        raise NotImplementedError

    @classmethod
    def sample(cls) -> Self:
        """Return a message for the preview in development."""
        raise NotImplementedError

    @classmethod
    def name(cls) -> str:
        """Return the name of the templates."""
        return cls.__module__.rpartition(".")[2]


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A message as it is stored and sent."""

    recipient: str
    recipient_name: str
    subject: str
    text: str
    html: str
    message_id: str
    unsubscribe_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeliverMail(Job):
    """Send a stored mail."""

    queue: ClassVar[str] = "mail"
    mail_id: int

    def lock(self) -> str:
        """Return a lock, so that two workers never send the same mail at once."""
        return f"mail:{self.mail_id}"
