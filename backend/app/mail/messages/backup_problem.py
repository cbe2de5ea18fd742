"""The backups of the database are not in order."""

from dataclasses import dataclass
from typing import Self

from app.config import TITLE
from app.mail.message import Message


@dataclass(frozen=True, kw_only=True)
class BackupProblem(Message):
    """The backups of the database are not in order."""

    problem: str

    @property
    def subject(self) -> str:
        """The subject line."""
        return f"{TITLE} has no current backup"

    @classmethod
    def sample(cls) -> Self:
        """Return a message for the preview in development."""
        return cls(
            to="ada@example.com",
            problem="No backup was restored and checked since 2026-11-27 02:03 UTC.",
        )
