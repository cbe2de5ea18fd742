"""Mails that tell people what happened to their account, in case that it was somebody else."""

from app.mail.messages.notice import Notice
from app.models.user import User
from app.repositories.unit_of_work import UnitOfWork


def notify(work: UnitOfWork, user: User, title: str, line: str) -> None:
    """Tell a user about a change of their account."""
    lines = (line, "If it was not you, set a new password now.")
    work.send(
        Notice(
            to=user.email, to_name=user.name, title=title, lines=lines, action="Set a new password",
            path="/forgot-password",
        )
    )  # fmt: skip
