"""Use cases for people who forgot their password."""

from dataclasses import dataclass
from typing import ClassVar

from app.mail.messages.notice import Notice
from app.models.one_time_token import Purpose
from app.queue import Job
from app.repositories.sessions import SessionRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.one_time_tokens import OneTimeTokens
from app.services.rate_limits import SIGN_IN_TO_ACCOUNT, TOKEN_FROM_NETWORK, RateLimits


@dataclass(frozen=True, kw_only=True)
class SendPasswordLink(Job):
    """Send the link with which a password is set."""

    queue: ClassVar[str] = "mail"
    email: str


class ForgottenPasswordService:
    """Lets people set a password without knowing the old one."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)
        self._sessions = work.repository(SessionRepository)
        self._tokens = OneTimeTokens(work)
        self._limits = RateLimits(work)

    def request(self, email: str) -> None:
        """Have a link sent if there is such an account; raises TooManyAttempts.

        A job finds that out, so the answer and its time tell nothing.
        """
        email = email.lower()
        self._limits.count_mail(email)
        self._work.enqueue(SendPasswordLink(email=email))
        self._work.commit()

    def send_link(self, email: str) -> None:
        """Send a link to a user; nothing to anybody else."""
        user = self._users.find(email)
        if user is None or user.is_disabled:
            return
        self._work.send(
            Notice(
                to=email,
                to_name=user.name,
                title="Set a new password",
                lines=("You asked for a new password. Choose it here; the old one stops working then.",),
                action="Choose a new password",
                path=self._tokens.make_link(Purpose.PASSWORD, user.email, user=user),
                small="The link works once, for one hour. If you did not ask for it, ignore it.",
            )
        )
        self._work.commit()

    def issue_link(self, email: str) -> str:
        """Return the path of a page where a user can set a password; raises Invalid for an unknown address.

        Only for people who may see all accounts anyway.
        """
        user = self._users.get_by_email(email)
        path = self._tokens.make_link(Purpose.PASSWORD, user.email, user=user)
        self._work.record("user.issue_password_link", user)
        self._work.commit()
        return path

    def reset(self, token: str, password: str) -> None:
        """Set a password and end all sessions; raises Invalid and TooManyAttempts."""
        self._limits.count_from_network(TOKEN_FROM_NETWORK)
        taken = self._tokens.take(token, Purpose.PASSWORD)
        user = self._users.get(taken.user_id or 0)
        passwords.refuse_weak(password, user.email, user.name)
        user.password_hash = passwords.make_hash(password)
        self._tokens.forget(user, Purpose.PASSWORD, Purpose.EMAIL)
        self._sessions.delete_of_user(user.id)
        self._limits.forget(SIGN_IN_TO_ACCOUNT, user.email)
        self._work.record("user.reset_password", user)
        self._work.commit()
