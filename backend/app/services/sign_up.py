"""Use cases for signing up: the mailed link decides who owns an address, so no account exists before it."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Conflict, Invalid
from app.mail.messages.notice import Notice
from app.models.one_time_token import Purpose
from app.models.user import User
from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.one_time_tokens import OneTimeTokens
from app.services.rate_limits import TOKEN_FROM_NETWORK, RateLimits
from app.services.sessions import SessionService


@dataclass(frozen=True, kw_only=True)
class SendSignUpLink(Job):
    """Send the link with which an account is created."""

    queue: ClassVar[str] = "mail"
    email: str
    name: str


class SignUpService:
    """Creates accounts for people who show that an address is theirs."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)
        self._tokens = OneTimeTokens(work)
        self._limits = RateLimits(work)

    def request(self, email: str, name: str) -> None:
        """Have a link sent; raises TooManyAttempts.

        A job finds out whether there is such an account, so the answer and its time tell nothing.
        """
        email = email.lower()
        self._limits.count_mail(email)
        self._work.enqueue(SendSignUpLink(email=email, name=name))
        self._work.commit()

    def send_link(self, email: str, name: str) -> None:
        """Send a link, or tell the owner of an account that somebody tried to sign up with their address."""
        if user := self._users.find(email):
            self._work.send(
                Notice(
                    to=email,
                    to_name=user.name,
                    title="You already have an account",
                    lines=(
                        "Somebody tried to sign up with your email address. If it was you, sign in instead.",
                        "If you forgot your password, the sign-in page helps you to set a new one.",
                    ),
                    action="Sign in",
                    path="/sign-in",
                )
            )
        else:
            self._work.send(
                Notice(
                    to=email,
                    to_name=name,
                    title="Confirm your email address",
                    lines=("One more step: confirm your address and choose a password.",),
                    action="Confirm and choose a password",
                    path=self._tokens.make_link(Purpose.SIGN_UP, email, name),
                    small="The link works once, for 24 hours. If you did not ask for it, ignore it.",
                )
            )
        self._work.commit()

    def confirm(self, token: str, password: str, old_token: str | None = None) -> str:
        """Create the account and return the token of its first session; raises Invalid, TooManyAttempts."""
        self._limits.count_from_network(TOKEN_FROM_NETWORK)
        taken = self._tokens.take(token, Purpose.SIGN_UP)
        passwords.refuse_weak(password, taken.email, taken.name)
        user = User(email=taken.email, name=taken.name, password_hash=passwords.make_hash(password))
        try:
            self._users.add(user)
        except Conflict:
            raise Invalid(
                "There is an account with this address now. Sign in instead.", field="token"
            ) from None
        self._work.record("user.create", user)
        return SessionService(self._work).start(user, old_token)
