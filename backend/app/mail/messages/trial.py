"""A message that shows that mail works."""

from dataclasses import dataclass
from typing import Self

from app.config import TITLE
from app.mail.message import Message


@dataclass(frozen=True, kw_only=True)
class TrialMail(Message):
    """Mail works."""

    @property
    def subject(self) -> str:
        """The subject line."""
        return f"{TITLE} can send mail"

    @classmethod
    def sample(cls) -> Self:
        """Return a message for the preview in development."""
        return cls(to="ada@example.com")
