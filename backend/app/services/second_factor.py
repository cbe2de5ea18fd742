"""Use cases of users who set up their second factor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import segno
from pyotp import TOTP, random_base32

from app.config import TITLE
from app.errors import Conflict
from app.models.user import User
from app.repositories.second_factors import SecondFactorRepository
from app.repositories.sessions import SessionRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.encryption import cipher
from app.services.notices import notify
from app.services.second_factors import SecondFactors
from app.services.sessions import SessionService, require_confirmation, user_id_of


@dataclass(frozen=True)
class Status:
    """Whether the second factor is on, since when, and how many recovery codes are left."""

    is_on: bool
    since: datetime | None
    recovery_codes_left: int


@dataclass(frozen=True)
class Setup:
    """What an authenticator app needs: the secret to type, and a QR code with it to scan, as SVG."""

    secret: str
    qr_code: str


class SecondFactorService:
    """Sets up an authenticator app, and removes it. All changes need a recent proof of who the user is."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._users = work.repository(UserRepository)
        self._factors = work.repository(SecondFactorRepository)
        self._codes = SecondFactors(work)

    def status(self) -> Status:
        """Return the state of the second factor."""
        user_id = user_id_of(self._work.actor)
        stored = self._factors.find(user_id)
        since = stored.confirmed_at if stored else None
        return Status(since is not None, since, self._factors.count_recovery_codes(user_id))

    def set_up(self) -> Setup:
        """Propose a new secret, which counts after the first right code; raises Conflict."""
        user, secret = self._own(), random_base32()
        if not self._factors.propose(user.id, cipher(self._work.settings).encrypt(secret.encode())):
            raise Conflict(ALREADY_ON)
        self._work.commit()
        return Setup(secret, _qr_code(TOTP(secret).provisioning_uri(name=user.email, issuer_name=TITLE)))

    def activate(self, code: str) -> tuple[Sequence[str], str]:
        """Require codes from now on, and end all other sessions: they started without one.

        Returns the recovery codes and the session's new token; raises Invalid, TooManyAttempts and Conflict.
        """
        user = self._own()
        if self._codes.is_on(user.id):
            raise Conflict(ALREADY_ON)
        self._codes.accept(user, code)
        if not self._factors.confirm(user.id, datetime.now(UTC)):
            raise Conflict(ALREADY_ON)
        recovery_codes = self._codes.make_recovery_codes(user)
        self._work.repository(SessionRepository).delete_of_user(user.id, self._work.actor.session_id)
        self._work.record("second_factor.add", user)
        notify(self._work, user, "Two-step sign-in is on", "Signing in needs a code of your app from now on.")
        return recovery_codes, SessionService(self._work).rotate()

    def renew_recovery_codes(self) -> Sequence[str]:
        """Return new recovery codes; the old ones stop working. Raises Conflict."""
        user = self._own()
        if not self._codes.is_on(user.id):
            raise Conflict("Two-step sign-in is off.")
        codes = self._codes.make_recovery_codes(user)
        self._work.record("second_factor.renew_recovery_codes", user)
        notify(self._work, user, "You have new recovery codes", "The old ones no longer work.")
        self._work.commit()
        return codes

    def remove(self) -> None:
        """Require no code any more."""
        self._remove(self._own())

    def remove_of(self, email: str) -> bool:
        """Help somebody who lost the app and all recovery codes; return whether they had a second factor.

        Only for people who may change all accounts anyway. Raises Invalid for an unknown address.
        """
        return self._remove(self._users.get_by_email(email))

    def _remove(self, user: User) -> bool:
        is_removed = self._factors.delete(user.id)
        if is_removed:
            self._work.record("second_factor.remove", user)
            line = "Signing in needs only your password from now on."
            notify(self._work, user, "Two-step sign-in is off", line)
        self._work.commit()
        return is_removed

    def _own(self) -> User:
        require_confirmation(self._work.actor)
        return self._users.lock(user_id_of(self._work.actor))


ALREADY_ON = "Two-step sign-in is on already."


def _qr_code(text: str) -> str:
    # Dark on light in every theme: many apps cannot read the opposite.
    svg = BytesIO()
    segno.make(text, micro=False).save(svg, kind="svg", xmldecl=False, dark="#000", light="#fff", scale=5)
    return svg.getvalue().decode()
