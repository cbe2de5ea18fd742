"""Use cases for signing in and out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.actor import Actor
from app.errors import ConfirmationRequired, Invalid, SignInExpired, SignInRequired
from app.models.pending_sign_in import PendingSignIn
from app.models.session import UserSession
from app.models.user import User
from app.repositories.identities import IdentityRepository
from app.repositories.passkeys import PasskeyRepository
from app.repositories.pending_sign_ins import PendingSignInRepository
from app.repositories.sessions import SessionRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.devices import describe_device
from app.services.rate_limits import (
    CONFIRMATION,
    SIGN_IN_FROM_NETWORK,
    SIGN_IN_TO_ACCOUNT,
    RateLimits,
)
from app.services.second_factors import SecondFactors
from app.services.tokens import digest, make_token

MAX_AGE = timedelta(days=90)  # from sign-in to sign-in
MAX_IDLE = timedelta(days=30)  # without a request
CONFIRMATION_MAX_AGE = timedelta(minutes=10)  # for changes that need a recent proof of who the user is
SECOND_STEP_TIMEOUT = timedelta(minutes=5)  # between the password and the code
SEEN_INTERVAL = timedelta(minutes=1)  # between two updates of when a session was last used

SIGN_IN_FAILED = "The email address or the password is wrong."
ACCOUNT_DISABLED = "This account is disabled. Ask an administrator."


@dataclass(frozen=True)
class SignIn:
    """The token of a new session, or of a sign-in whose second step is left."""

    token: str
    is_pending: bool = False


def user_id_of(actor: Actor) -> int:
    """Return the ID of a signed-in user; raises SignInRequired."""
    if actor.user_id is None:
        raise SignInRequired
    return actor.user_id


def require_confirmation(actor: Actor) -> None:
    """Raise ConfirmationRequired if the user has not proved recently who they are."""
    if actor.confirmed_at is None or actor.confirmed_at < datetime.now(UTC) - CONFIRMATION_MAX_AGE:
        raise ConfirmationRequired


class SessionService:
    """Signs users in and out."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._sessions = work.repository(SessionRepository)
        self._pending = work.repository(PendingSignInRepository)
        self._users = work.repository(UserRepository)
        self._factors = SecondFactors(work)
        self._limits = RateLimits(work)

    def current_user(self) -> User | None:
        """Return the signed-in user, if somebody is signed in."""
        return None if self._work.actor.user_id is None else self._users.get(self._work.actor.user_id)

    def resume(self, token: str) -> Actor | None:
        """Return who a token belongs to, if it is valid."""
        seen_after = datetime.now(UTC) - MAX_IDLE
        row = self._sessions.resume(digest(token), seen_after)
        if row is None:
            return None
        return replace(
            self._work.actor, name=row.email, user_id=row.user_id, session_id=row.id, is_admin=row.is_admin,
            confirmed_at=row.confirmed_at, last_seen_at=row.last_seen_at,
        )  # fmt: skip

    def touch(self, session_id: int) -> None:
        """Record that a session is used."""
        self._sessions.touch(session_id, datetime.now(UTC))
        self._work.commit()

    def sign_in(self, email: str, password: str, old_token: str | None = None) -> SignIn:
        """Start a session, or ask for the second factor; raises Invalid and TooManyAttempts.

        The session that the browser had before ends, so nobody can prepare one for somebody else.
        """
        email = email.lower()
        self._limits.count_from_network(SIGN_IN_FROM_NETWORK)
        self._limits.count(SIGN_IN_TO_ACCOUNT, email)
        user = self._users.find(email)
        password_hash = user.password_hash if user else None
        # No transaction is open while the password is checked.
        self._work.commit()
        is_right = passwords.is_right(password_hash, password)
        # Somebody may have set a new password meanwhile, which ended all sessions.
        user = self._users.lock(user.id) if user and is_right else None
        if user is None or user.password_hash != password_hash:
            self._work.record("session.refuse", email)
            self._work.commit()
            raise Invalid(SIGN_IN_FAILED, field="password")
        if user.is_disabled:
            raise Invalid(ACCOUNT_DISABLED, field="email")
        if passwords.is_outdated(user.password_hash or ""):
            user.password_hash = passwords.make_hash(password)
        self._limits.forget(SIGN_IN_TO_ACCOUNT, email)
        return self.enter(user, old_token)

    def enter(self, user: User, old_token: str | None = None) -> SignIn:
        """Start a session for a user who has passed the first step, or ask for the second factor."""
        if self._factors.is_on(user.id):
            return SignIn(self._wait_for_code(user), is_pending=True)
        return SignIn(self.start(user, old_token))

    def finish(self, pending_token: str, code: str, old_token: str | None = None) -> str:
        """Return the token of a new session after the second step.

        Raises SignInExpired, Invalid and TooManyAttempts.
        """
        self._limits.count_from_network(SIGN_IN_FROM_NETWORK)
        user = self._pending.user_of(digest(pending_token))
        if user is None:
            raise SignInExpired
        try:
            self._factors.accept(user, code)
        except Invalid:
            self._work.record("session.refuse_code", user)
            self._work.commit()
            raise
        if not self._pending.take(digest(pending_token)):
            raise SignInExpired
        return self.start(user, old_token)

    def start(self, user: User, old_token: str | None = None) -> str:
        """Start a session for a user who has proved who they are; return its token."""
        now, token = datetime.now(UTC), make_token()
        if old_token:
            self._sessions.delete_by_digest(digest(old_token))
        session = UserSession(
            user_id=user.id, token_digest=digest(token), device=describe_device(self._work.actor.user_agent),
            address=self._work.actor.address, last_seen_at=now, confirmed_at=now, expires_at=now + MAX_AGE,
        )  # fmt: skip
        self._sessions.add(session)
        self._work.actor = replace(
            self._work.actor, name=user.email, user_id=user.id, session_id=session.id, is_admin=user.is_admin
        )
        self._work.record("session.start", user)
        self._work.commit()
        return token

    def _wait_for_code(self, user: User) -> str:
        token, expires_at = make_token(), datetime.now(UTC) + SECOND_STEP_TIMEOUT
        self._pending.add(PendingSignIn(user_id=user.id, token_digest=digest(token), expires_at=expires_at))
        self._work.commit()
        return token

    def sign_out(self, token: str) -> None:
        """End the session of a token, if there is one."""
        if self._sessions.delete_by_digest(digest(token)):
            self._work.commit()

    def confirmation_methods(self, *, has_provider: bool) -> Sequence[str]:
        """Return how the user can prove again who they are, if there is an identity provider or not."""
        user = self._users.get(user_id_of(self._work.actor))
        methods = {
            "password": user.has_password,
            "passkey": bool(self._work.repository(PasskeyRepository).of_user(user.id)),
            "provider": has_provider and bool(self._work.repository(IdentityRepository).of_user(user.id)),
        }
        return [name for name, is_possible in methods.items() if is_possible]

    def confirm(self, password: str) -> str:
        """Prove again who the user is; return the session's new token; raises Invalid, TooManyAttempts."""
        actor = self._work.actor
        user = self._users.get(user_id_of(actor))
        self._limits.count(CONFIRMATION, user.id)
        if not passwords.is_right(user.password_hash, password):
            raise Invalid("The password is wrong.", field="password")
        self._limits.forget(CONFIRMATION, user.id)
        return self.rotate()

    def rotate(self) -> str:
        """Give the actor's session a new token, and count it as confirmed now."""
        token = make_token()
        self._sessions.rotate(self._work.actor.session_id or 0, digest(token), datetime.now(UTC))
        self._work.commit()
        return token

    @property
    def current_id(self) -> int | None:
        """The ID of the request's session."""
        return self._work.actor.session_id

    def list(self) -> Sequence[UserSession]:
        """Return the sessions of the user."""
        return self._sessions.of_user(user_id_of(self._work.actor), datetime.now(UTC) - MAX_IDLE)

    def end(self, session_id: int) -> None:
        """End a session of the user; raises NotFound."""
        self._sessions.delete(user_id_of(self._work.actor), session_id)
        self._work.record("session.end", f"session {session_id}")
        self._work.commit()

    def end_others(self) -> None:
        """End all sessions of the user but this one."""
        actor = self._work.actor
        self._sessions.delete_of_user(user_id_of(actor), actor.session_id)
        self._work.record("session.end_others", actor.name)
        self._work.commit()
