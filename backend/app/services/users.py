"""Use cases for administrators: users and the audit log."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from app.actor import Actor
from app.errors import Conflict, Invalid, NotAllowed
from app.fields import LINE
from app.formats import MAX_NAME, is_email
from app.models.user import User
from app.repositories.api_tokens import ApiTokenRepository
from app.repositories.audit_log import AuditEntry, AuditFilters, AuditLogRepository
from app.repositories.rate_limits import RateLimitRepository
from app.repositories.sessions import SessionRepository
from app.repositories.teams import TeamRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserFilters, UserRepository, UserStatus, UserSummary
from app.services.sessions import MAX_IDLE, require_confirmation
from app.services.teams import refuse_owner

__all__ = ["AuditFilters", "UserFilters", "UserService", "UserStatus"]

TOKEN_RETENTION = timedelta(days=30)  # after they expired, so that people see why a program stopped working


def require_admin(actor: Actor) -> None:
    """Raise NotAllowed for everybody but administrators and the product itself."""
    if not actor.is_admin:
        raise NotAllowed


class UserService:
    """What administrators can do. They cannot lock themselves out."""

    def __init__(self, work: UnitOfWork) -> None:
        require_admin(work.actor)
        self._work = work
        self._users = work.repository(UserRepository)
        self._sessions = work.repository(SessionRepository)

    def list(self, filters: UserFilters, limit: int) -> Sequence[UserSummary]:
        """Return the newest users that match all filters."""
        return self._users.newest(filters, limit)

    def audit_log(self, filters: AuditFilters, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries of the audit log that match all filters."""
        return self._work.repository(AuditLogRepository).newest(filters, limit)

    def create(self, email: str, name: str, *, is_admin: bool) -> User:
        """Create a user without a password.

        Raises:
            Invalid: mail cannot be sent to the address, or the name is blank, too long or not one line.
            Conflict: the address is taken.
        """
        if not is_email(email):
            raise Invalid(
                f"{email} is not an email address: write one such as ada@example.com.", field="email"
            )
        if not re.fullmatch(LINE, name) or len(name.strip()) > MAX_NAME:
            raise Invalid(f"The name must be one line of 1 to {MAX_NAME} characters.", field="name")
        user = User(email=email.lower(), name=name.strip(), is_admin=is_admin)
        try:
            self._users.add(user)
        except Conflict:
            raise Conflict(f"There is a user with the address {email}.", field="email") from None
        self._work.record("user.create", user)
        self._work.commit()
        return user

    def disable(self, user_id: int) -> UserSummary:
        """End a user's sessions and let them start none; raises NotFound, Conflict, ConfirmationRequired."""
        user = self._other(user_id)
        user.disabled_at = user.disabled_at or datetime.now(UTC)
        self._sessions.delete_of_user(user.id)
        return self._done("user.disable", user)

    def enable(self, user_id: int) -> UserSummary:
        """Let a disabled user sign in again; raises NotFound, Conflict and ConfirmationRequired."""
        user = self._other(user_id)
        user.disabled_at = None
        return self._done("user.enable", user)

    def sign_out(self, user_id: int) -> UserSummary:
        """End all sessions of a user; raises NotFound, Conflict and ConfirmationRequired."""
        user = self._other(user_id)
        self._sessions.delete_of_user(user.id)
        return self._done("user.sign_out", user)

    def delete(self, user_id: int) -> None:
        """Delete a user at once; raises NotFound, Conflict and ConfirmationRequired."""
        user = self._other(user_id)
        # region teams
        refuse_owner(self._work, user)
        for slug in self._work.repository(TeamRepository).delete_of_user(user.id):
            self._work.record("team.delete", slug)
        # endregion
        self._work.record("user.deleted", user)
        self._users.delete(user)
        self._work.commit()

    def delete_expired(self) -> None:
        """Delete sessions, tokens and attempts that are no longer of use."""
        self._sessions.delete_expired(MAX_IDLE)
        self._work.repository(ApiTokenRepository).delete_expired(TOKEN_RETENTION)
        self._work.repository(RateLimitRepository).delete_past()
        self._work.commit()

    def _other(self, user_id: int) -> User:
        require_confirmation(self._work.actor)
        actor_id = self._work.actor.user_id
        if user_id == actor_id:
            raise Conflict("Another administrator has to do this: this is your own account.")
        # In one order: of two administrators who disable each other, one can.
        users = {each: self._users.lock(each) for each in sorted({user_id, actor_id or user_id})}
        if actor_id and users[actor_id].is_disabled:
            raise NotAllowed
        return users[user_id]

    def _done(self, action: str, user: User) -> UserSummary:
        self._work.record(action, user)
        self._work.commit()
        return self._users.summary(user.id)
