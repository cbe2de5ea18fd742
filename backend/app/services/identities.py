"""Use cases for signing in with an identity provider."""

from datetime import UTC, datetime

from app.errors import Invalid
from app.formats import is_email
from app.identity_provider import Identity
from app.models.identity import UserIdentity
from app.models.user import User
from app.repositories.identities import IdentityRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.sessions import (
    ACCOUNT_DISABLED,
    CONFIRMATION_MAX_AGE,
    SessionService,
    SignIn,
    user_id_of,
)


class IdentityService:
    """Signs in people whom an identity provider knows."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)
        self._identities = work.repository(IdentityRepository)

    def sign_in(self, identity: Identity, old_token: str | None) -> SignIn:
        """Start a session, or ask for the second factor; raises Invalid.

        Somebody new gets an account, or the one with their address, but only if the provider has verified it:
        others could claim the address of a user.
        """
        user = self._identities.find_user(identity.issuer, identity.subject) or self._link(identity)
        if user.is_disabled:
            raise Invalid(ACCOUNT_DISABLED, field="code")
        return SessionService(self._work).enter(user, old_token)

    def confirm(self, identity: Identity) -> str:
        """Prove again who the user is; return the session's new token; raises Invalid.

        A provider that does not tell when the person signed in is trusted to have asked them.
        """
        user = self._identities.find_user(identity.issuer, identity.subject)
        if user is None or user.id != user_id_of(self._work.actor):
            raise Invalid("You signed in there with an account that is not linked to this one.", field="code")
        if identity.signed_in_at and identity.signed_in_at < datetime.now(UTC) - CONFIRMATION_MAX_AGE:
            raise Invalid("You were not asked to sign in there. Sign out there, and try again.", field="code")
        return SessionService(self._work).rotate()

    def _link(self, identity: Identity) -> User:
        if not identity.is_email_verified:
            raise Invalid(
                "Your email address is not verified there, so it cannot be used here.", field="code"
            )
        if not is_email(identity.email):
            raise Invalid(
                "No mail can be sent to your email address there, so it cannot be used here.", field="code"
            )
        user = self._users.find(identity.email)
        if user is None:
            user = User(email=identity.email, name=identity.name)
            self._users.add(user)
            self._work.record("user.create", user)
        self._identities.add(UserIdentity(user_id=user.id, issuer=identity.issuer, subject=identity.subject))
        self._work.record("user.link_identity", user)
        return user
