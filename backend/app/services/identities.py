"""Use cases for signing in with an identity provider."""

from app.errors import Fault, Invalid
from app.identity_provider import Identity
from app.models.user import User
from app.repositories.identities import IdentityRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.sessions import ACCOUNT_DISABLED, SessionService, SignIn


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
            raise Invalid(ACCOUNT_DISABLED, Fault("code", ACCOUNT_DISABLED))
        return SessionService(self._work).enter(user, old_token)

    def _link(self, identity: Identity) -> User:
        if not identity.is_email_verified or not identity.email:
            detail = "Your email address is not verified there, so it cannot be used here."
            raise Invalid(detail, Fault("code", detail))
        user = self._users.find(identity.email)
        if user is None:
            user = User(email=identity.email, name=identity.name)
            self._users.add(user)
            self._work.record("user.create", user)
        self._identities.add(user, identity.issuer, identity.subject)
        self._work.record("user.link_identity", user)
        return user
