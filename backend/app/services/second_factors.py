"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes."""

import logging
import secrets
import time
from collections.abc import Sequence
from hmac import compare_digest

from cryptography.fernet import InvalidToken
from pyotp import TOTP

from app.errors import Invalid
from app.models.user import User
from app.repositories.second_factors import SecondFactorRepository
from app.repositories.unit_of_work import UnitOfWork
from app.services.encryption import cipher
from app.services.notices import notify
from app.services.rate_limits import SECOND_FACTOR, RateLimits
from app.services.tokens import digest

log = logging.getLogger("app.accounts")

STEP = 30  # seconds that a code is shown
# Clocks differ: the code before and the one after are accepted, too.
DRIFT = (0, -1, 1)
DIGITS = 6

RECOVERY_CODES = 10
# Without letters and digits that look alike. 16 of 32 are 80 bits: too many to guess, even from a digest.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 4


class SecondFactors:
    """Checks codes, in the transaction of the caller."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._factors = work.repository(SecondFactorRepository)
        self._limits = RateLimits(work)

    def is_on(self, user_id: int) -> bool:
        """Return whether signing in needs a code."""
        secret = self._factors.find(user_id)
        return secret is not None and secret.confirmed_at is not None

    def accept(self, user: User, code: str) -> None:
        """Use a code; raises Invalid and TooManyAttempts."""
        self._limits.count(SECOND_FACTOR, user.id)
        code = code.replace(" ", "").replace("-", "").upper()
        is_short = len(code) == DIGITS and code.isascii() and code.isdecimal()
        if not (self._uses_step(user, code) if is_short else self._uses_recovery_code(user, code)):
            raise Invalid("The code is wrong, or it was used before.", field="code")
        self._limits.forget(SECOND_FACTOR, user.id)

    def make_recovery_codes(self, user: User) -> Sequence[str]:
        """Return new recovery codes, in place of the old ones."""
        codes = [
            "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)) for _ in range(RECOVERY_CODES)
        ]
        self._factors.replace_recovery_codes(user.id, [digest(code) for code in codes])
        return ["-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP)) for code in codes]

    def _uses_step(self, user: User, code: str) -> bool:
        stored = self._factors.find(user.id)
        if stored is None:
            return False
        try:
            secret = cipher(self._work.settings).decrypt(stored.secret).decode()
        except InvalidToken:
            log.warning("the second factor of user %s cannot be read: SECRET_KEY is another one now", user.id)
            raise Invalid(
                "Codes of your app no longer work. Use a recovery code, then set up the app again.",
                field="code",
            ) from None
        totp, step = TOTP(secret, interval=STEP, digits=DIGITS), current_step()
        steps = (step + drift for drift in DRIFT if compare_digest(totp.generate_otp(step + drift), code))
        used = next(steps, None)
        return used is not None and self._factors.use_step(user.id, used)

    def _uses_recovery_code(self, user: User, code: str) -> bool:
        if not self._factors.use_recovery_code(user.id, digest(code)):
            return False
        left = self._factors.count_recovery_codes(user.id)
        self._work.record("second_factor.use_recovery_code", user)
        codes = "one recovery code" if left == 1 else f"{left or 'no'} recovery codes"
        notify(self._work, user, "A recovery code was used", f"You have {codes} left.")
        return True


def current_step() -> int:
    """Return the number of the current time step."""
    return int(time.time()) // STEP
