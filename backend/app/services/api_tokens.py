"""Use cases for API tokens, with which programs act for a user."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.actor import Actor
from app.models.api_token import ApiToken, TokenScope
from app.repositories.api_tokens import ApiTokenRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.notices import notify
from app.services.sessions import SEEN_INTERVAL, require_confirmation, user_id_of
from app.services.tokens import digest, make_token

__all__ = ["ApiTokenService", "Program", "TokenScope"]

# So that people and scanners for leaked secrets recognise one.
PREFIX = "pat_"  # personal access token
PREFIX_LENGTH = len(PREFIX) + 6  # characters
MAX_NAME = 320  # characters of an entry of the audit log


@dataclass(frozen=True)
class Program:
    """A program that acts for a user."""

    token_id: int
    actor: Actor
    may_write: bool
    # Whether it is time to record that the token is used.
    is_due: bool


class ApiTokenService:
    """Makes tokens and recognises them."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._tokens = work.repository(ApiTokenRepository)

    def resume(self, token: str) -> Program | None:
        """Return what a token allows, if it is valid.

        The actor is no administrator and can confirm nothing, whoever the user is.
        """
        row = self._tokens.resume(digest(token))
        if row is None:
            return None
        name = f"{row.email} ({row.prefix}…)"[-MAX_NAME:]
        actor = replace(self._work.actor, name=name, user_id=row.user_id)
        is_due = row.last_used_at is None or row.last_used_at < datetime.now(UTC) - SEEN_INTERVAL
        return Program(row.id, actor, row.scope is TokenScope.WRITE, is_due)

    def touch(self, token_id: int) -> None:
        """Record that a token is used."""
        self._tokens.touch(token_id, datetime.now(UTC))
        self._work.commit()

    def list(self) -> Sequence[ApiToken]:
        """Return the tokens of the user, newest first."""
        return self._tokens.of_user(user_id_of(self._work.actor))

    def create(self, name: str, scope: TokenScope, days: int) -> tuple[ApiToken, str]:
        """Return a new token, which nobody can see again; raises ConfirmationRequired."""
        require_confirmation(self._work.actor)
        user = self._work.repository(UserRepository).get(user_id_of(self._work.actor))
        token = f"{PREFIX}{make_token()}"
        record = ApiToken(
            user_id=user.id, name=name, token_digest=digest(token), prefix=token[:PREFIX_LENGTH], scope=scope,
            expires_at=datetime.now(UTC) + timedelta(days=days),
        )  # fmt: skip
        self._tokens.add(record)
        self._work.record("api_token.create", f"{name} ({record.prefix}…, {scope})")
        does = "change" if scope is TokenScope.WRITE else "read"
        notify(self._work, user, "A new API token", f"“{name}” can {does} what you can, for {days} days.")
        self._work.commit()
        return record, token

    def delete(self, token_id: int) -> None:
        """Make a token of the user useless; raises NotFound."""
        name = self._tokens.delete(user_id_of(self._work.actor), token_id)
        self._work.record("api_token.delete", name)
        self._work.commit()
