"""Tokens that are sent by mail and can be used once, for one purpose."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from app.errors import Invalid
from app.models.one_time_token import OneTimeToken, Purpose
from app.models.user import User
from app.repositories.one_time_tokens import OneTimeTokenRepository
from app.repositories.unit_of_work import UnitOfWork
from app.services.tokens import digest, make_token

# The page that uses a token, and how long it can.
PAGES = {
    Purpose.SIGN_UP: ("/verify-email", timedelta(days=1)),
    Purpose.PASSWORD: ("/reset-password", timedelta(hours=1)),
    Purpose.EMAIL: ("/confirm-email", timedelta(days=1)),
}


class OneTimeTokens:
    """Makes and takes tokens, in the transaction of the caller."""

    def __init__(self, work: UnitOfWork) -> None:
        self._tokens = work.repository(OneTimeTokenRepository)

    def make_link(self, purpose: Purpose, email: str, name: str = "", user: User | None = None) -> str:
        """Store a token and return the path of the page that uses it."""
        token = make_token()
        page, valid = PAGES[purpose]
        self._tokens.add(
            OneTimeToken(
                purpose=purpose, token_digest=digest(token), email=email, name=name,
                user_id=user and user.id, expires_at=datetime.now(UTC) + valid,
            )
        )  # fmt: skip
        # Browsers do not send the part after # to a server, so no log has it. The address lets password
        # managers store it with the password.
        return f"{page}#token={token}&email={quote(email)}"

    def take(self, token: str, purpose: Purpose) -> OneTimeToken:
        """Return what a token stands for, which cannot be used again, and lock its user; raises Invalid."""
        taken = self._tokens.take(digest(token), purpose)
        if taken is None:
            raise Invalid("This link has expired or was used before. Ask for a new one.", field="token")
        return taken

    def is_open(self, user: User, purpose: Purpose) -> bool:
        """Return whether the user has a token for a purpose."""
        return self._tokens.exists(user.id, purpose)

    def forget(self, user: User, *purposes: Purpose) -> None:
        """Make the user's tokens for some purposes useless."""
        self._tokens.delete_of_user(user.id, *purposes)
