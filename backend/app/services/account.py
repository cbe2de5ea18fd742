"""Use cases of a signed-in user's own account."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from app.errors import Conflict, Invalid
from app.mail.messages.notice import Notice
from app.models.one_time_token import Purpose
from app.models.user import User
from app.queue import Job
from app.repositories.api_tokens import ApiTokenRepository
from app.repositories.audit_log import AuditFilters, AuditLogRepository
from app.repositories.identities import IdentityRepository
from app.repositories.passkeys import PasskeyRepository
from app.repositories.second_factors import SecondFactorRepository
from app.repositories.sessions import SessionRepository
from app.repositories.teams import TeamRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.notices import notify
from app.services.one_time_tokens import OneTimeTokens
from app.services.rate_limits import TOKEN_FROM_NETWORK, RateLimits
from app.services.sessions import SessionService, require_confirmation, user_id_of
from app.services.teams import refuse_owner

GRACE_PERIOD = timedelta(days=14)  # in which a deleted account can be kept
MAX_AUDIT_ENTRIES = 10_000  # entries of the audit log


@dataclass(frozen=True, kw_only=True)
class SendEmailLinks(Job):
    """Send the links with which both addresses confirm a change."""

    queue: ClassVar[str] = "mail"
    user_id: int
    email: str


class AccountService:
    """What people can do with their own account."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)
        self._sessions = work.repository(SessionRepository)
        self._tokens = OneTimeTokens(work)
        self._limits = RateLimits(work)

    def get(self) -> User:
        """Return the user."""
        return self._users.get(user_id_of(self._work.actor))

    def rename(self, name: str) -> User:
        """Change the user's name."""
        user = self._own()
        user.name = name
        self._work.record("user.rename", user)
        self._work.commit()
        return user

    def set_password(self, password: str) -> str:
        """Set a password, end all other sessions, and return this session's new token.

        Raises ConfirmationRequired, and Invalid for a weak password.
        """
        require_confirmation(self._work.actor)
        user = self._own()
        passwords.refuse_weak(password, user.email, user.name)
        user.password_hash = passwords.make_hash(password)
        self._tokens.forget(user, Purpose.PASSWORD, Purpose.EMAIL)
        self._sessions.delete_of_user(user.id, self._work.actor.session_id)
        self._work.record("user.set_password", user)
        notify(self._work, user, "Your password was changed", "All other devices were signed out.")
        return SessionService(self._work).rotate()

    def request_email(self, email: str) -> None:
        """Have links sent to both addresses; raises ConfirmationRequired and TooManyAttempts.

        A job finds out whether the address is taken, so the answer and its time tell nothing.
        """
        require_confirmation(self._work.actor)
        email, user = email.lower(), self.get()
        if email == user.email:
            raise Invalid("This is your address already.", field="email")
        self._limits.count_mail(user.email, email)
        self._work.enqueue(SendEmailLinks(user_id=user.id, email=email))
        self._work.record("user.request_email", f"{user} to {email}")
        self._work.commit()

    def send_email_links(self, user_id: int, email: str) -> None:
        """Send a link to the old address, and one to the new address unless it has an account."""
        user = self._users.lock(user_id)
        self._tokens.forget(user, Purpose.EMAIL)
        # Both in any case: with one, confirming from the old address would tell that the new one is taken.
        old_link, new_link = (self._tokens.make_link(Purpose.EMAIL, email, user=user) for _ in range(2))

        def ask(to: str, link: str, *lines: str) -> None:
            self._work.send(
                Notice(
                    to=to, to_name=user.name, title="Confirm your new email address", lines=lines,
                    action="Confirm the change", path=link, small="The link works once, for 24 hours.",
                )
            )  # fmt: skip

        ask(
            user.email,
            old_link,
            f"You asked to use {email} instead of this address. Confirm it from both addresses.",
            "If you did not ask for it, set a new password now: somebody else is signed in as you.",
        )
        if self._users.find(email):
            line = "Somebody asked to use this address for another account. Nothing changed."
            self._work.send(Notice(to=email, title="You already have an account", lines=(line,)))
        else:
            line = f"You asked to use this address instead of {user.email}. Confirm it from both addresses."
            ask(email, new_link, line)
        self._work.commit()

    def confirm_email(self, token: str) -> bool:
        """Confirm a change from one address; return whether both have and it is done.

        Raises Invalid and TooManyAttempts.
        """
        self._limits.count_from_network(TOKEN_FROM_NETWORK)
        # The lock of the user lets the second of two simultaneous confirmations see the first.
        taken = self._tokens.take(token, Purpose.EMAIL)
        user = self._users.get(taken.user_id or 0)
        is_changed = not self._tokens.is_open(user, Purpose.EMAIL)
        if is_changed:
            self._work.record("user.change_email", f"{user} to {taken.email}")
            user.email = taken.email
            # A link that was sent to the old address would open the account.
            self._tokens.forget(user, Purpose.PASSWORD)
        try:
            self._work.commit()
        except Conflict:
            raise Invalid("There is an account with this address now.", field="token") from None
        return is_changed

    def export(self) -> Mapping[str, Any]:
        """Return all that is stored about the user."""
        user = self.get()
        entries = self._work.repository(AuditLogRepository).newest(
            AuditFilters(user=user.id), MAX_AUDIT_ENTRIES
        )
        return {
            "user": _pick(user, "id", "email", "name", "is_admin", "created_at", "deletes_on"),
            **self._export_keys(user),
            # region teams
            "teams": [
                _pick(team, "name", "role") for team in self._work.repository(TeamRepository).of_user(user.id)
            ],
            # endregion
            "sessions": [
                _pick(session, "device", "address", "created_at", "last_seen_at")
                for session in SessionService(self._work).list()
            ],
            "audit_log": [asdict(entry) for entry in entries],
        }

    def _export_keys(self, user: User) -> Mapping[str, Any]:
        """Return what else signs in as the user, without secrets."""
        factor = self._work.repository(SecondFactorRepository).find(user.id)
        passkeys = self._work.repository(PasskeyRepository).of_user(user.id)
        tokens = self._work.repository(ApiTokenRepository).of_user(user.id)
        identities = self._work.repository(IdentityRepository).of_user(user.id)
        return {
            "second_factor_since": factor.confirmed_at if factor else None,
            "passkeys": [_pick(passkey, "name", "created_at", "last_used_at") for passkey in passkeys],
            "identities": [_pick(identity, "issuer", "subject", "created_at") for identity in identities],
            "api_tokens": [
                _pick(token, "name", "prefix", "scope", "created_at", "expires_at", "last_used_at")
                for token in tokens
            ],
        }

    def delete(self) -> User:
        """Delete the account after a time in which it can be kept.

        Raises ConfirmationRequired, and Conflict if the user owns a team of others.
        """
        require_confirmation(self._work.actor)
        user = self._own()
        # region teams
        refuse_owner(self._work, user)
        # endregion
        user.deletes_on = day = datetime.now(UTC).date() + GRACE_PERIOD
        self._sessions.delete_of_user(user.id, self._work.actor.session_id)
        self._work.record("user.delete", user)
        line = f"It is deleted on {day.day} {day:%B %Y}. Until then, sign in to keep it."
        notify(self._work, user, "Your account will be deleted", line)
        self._work.commit()
        return user

    def keep(self) -> User:
        """Do not delete the account after all."""
        user = self._own()
        user.deletes_on = None
        self._work.record("user.keep", user)
        self._work.commit()
        return user

    def delete_due(self) -> Sequence[str]:
        """Delete the accounts whose time to keep them has passed; return their addresses."""
        today = datetime.now(UTC).date()
        # region teams
        for slug in self._work.repository(TeamRepository).delete_due(today):
            self._work.record("team.delete", slug)
        # endregion
        deleted = self._users.delete_due(today)
        for email in deleted:
            self._work.record("user.deleted", email)
        self._work.commit()
        return deleted

    def _own(self) -> User:
        return self._users.lock(user_id_of(self._work.actor))


def _pick(record: object, *names: str) -> Mapping[str, Any]:
    return {name: getattr(record, name) for name in names}
