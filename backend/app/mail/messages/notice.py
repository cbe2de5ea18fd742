"""A short message with at most one link, such as those about accounts."""

from dataclasses import dataclass
from typing import Self

from app.mail.message import Message


@dataclass(frozen=True, kw_only=True)
class Notice(Message):
    """A title, some lines, and a button that leads to a path of the product.

    ``small`` is what only few people need to read.
    """

    title: str
    lines: tuple[str, ...]
    action: str = ""
    path: str = ""
    small: str = ""

    @property
    def subject(self) -> str:
        """The subject line."""
        return self.title

    @classmethod
    def sample(cls) -> Self:
        """Return a message for the preview in development."""
        return cls(
            to="ada@example.com",
            title="Confirm your email address",
            lines=("One more step: confirm your address and choose a password.",),
            action="Confirm and choose a password",
            path="/verify-email#token=sample",
            small="The link works once, for 24 hours. If you did not ask for it, ignore it.",
        )
