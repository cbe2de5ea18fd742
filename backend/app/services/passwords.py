"""Passwords: how they are stored and checked, and which ones are refused."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from zxcvbn_rs_py import zxcvbn

from app.config import TITLE
from app.errors import Invalid

MIN_LENGTH, MAX_LENGTH = 12, 128  # characters
# Of 0 to 4: it resists more than 10⁸ guesses. https://github.com/dropbox/zxcvbn#usage
MIN_SCORE = 3
MIN_NAME = 4  # letters of the email address that a password must not contain

# As OWASP recommends: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
MEMORY, PASSES, LANES = 19 * 1024, 2, 1  # KiB for the first
hasher = PasswordHasher(memory_cost=MEMORY, time_cost=PASSES, parallelism=LANES)

# Each takes 19 MiB: a crowd that signs in must not exceed the memory of the process.
_running = BoundedSemaphore(4)


def make_hash(password: str) -> str:
    """Return the Argon2id hash of a password, with its parameters and salt."""
    with _running:
        return hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Check a password. Without a hash this takes as long, so that nobody learns who has an account."""
    stored = password_hash or _nobodys_hash()
    try:
        with _running:
            hasher.verify(stored, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash has other parameters than new ones."""
    return hasher.check_needs_rehash(password_hash)


def refuse_weak(password: str, email: str, name: str) -> None:
    """Raise Invalid for a password that is easy to guess, also for somebody who knows the user."""
    local = email.partition("@")[0]
    if len(local) >= MIN_NAME and local.lower() in password.lower():
        raise Invalid("The password must not contain your email address.", field="password")
    strength = zxcvbn(password, [email, local, *name.split(), TITLE])
    if int(strength.score) < MIN_SCORE:
        warning = strength.feedback and strength.feedback.warning
        raise Invalid(
            f"This password is too easy to guess. {warning or 'Add another word or two.'}", field="password"
        )


@cache
def _nobodys_hash() -> str:
    return make_hash("nobody has this password")
