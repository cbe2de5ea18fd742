"""Use cases for passkeys (WebAuthn): signing in without a password, and managing one's own.

A passkey counts as both factors: the device has it, and unlocks it with a finger, a face or a PIN.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    generate_challenge,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.config import TITLE
from app.errors import Conflict, Invalid, SignInExpired
from app.models.passkey import Passkey, PasskeyChallenge
from app.models.user import User
from app.repositories.passkeys import PasskeyRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.notices import notify
from app.services.rate_limits import PASSKEY_FROM_NETWORK, SIGN_IN_FROM_NETWORK, RateLimits
from app.services.sessions import ACCOUNT_DISABLED, SessionService, require_confirmation, user_id_of
from app.services.tokens import digest

T = TypeVar("T")

CHALLENGE_TIMEOUT = timedelta(minutes=5)  # in which a browser can answer a challenge
TIMEOUT_MS = CHALLENGE_TIMEOUT // timedelta(milliseconds=1)
USER_VERIFICATION = UserVerificationRequirement.REQUIRED

Credential = dict[str, Any]


class PasskeyService:
    """Checks what browsers sign. ``browser`` is a token that only the asking browser has."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._passkeys = work.repository(PasskeyRepository)
        self._users = work.repository(UserRepository)
        self._limits = RateLimits(work)

    def ask(self, browser: str) -> Mapping[str, Any]:
        """Return the options with which a browser proves who the user is; raises TooManyAttempts."""
        self._limits.count_from_network(PASSKEY_FROM_NETWORK)
        challenge = self._make_challenge(browser, None)
        options = generate_authentication_options(
            rp_id=self._host(),
            challenge=challenge,
            timeout=TIMEOUT_MS,
            user_verification=USER_VERIFICATION,
        )
        self._work.commit()
        return options_to_json_dict(options)

    def sign_in(self, credential: Credential, browser: str, old_token: str | None = None) -> str:
        """Return the token of a new session; raises Invalid, SignInExpired and TooManyAttempts."""
        user = self._verify(credential, browser)
        if user.is_disabled:
            self._refuse(user, ACCOUNT_DISABLED)
        return SessionService(self._work).start(user, old_token)

    def confirm(self, credential: Credential, browser: str) -> str:
        """Prove again who the user is; return the session's new token.

        Raises Invalid, SignInExpired and TooManyAttempts.
        """
        user_id = user_id_of(self._work.actor)
        if self._verify(credential, browser).id != user_id:
            self._work.commit()
            raise Invalid("This passkey belongs to another account.", field="credential")
        return SessionService(self._work).rotate()

    def list(self) -> Sequence[Passkey]:
        """Return the passkeys of the user."""
        return self._passkeys.of_user(user_id_of(self._work.actor))

    def ask_for_new(self, browser: str) -> Mapping[str, Any]:
        """Return the options with which a browser makes a passkey; raises ConfirmationRequired."""
        user = self._own()
        challenge = self._make_challenge(browser, user.id)
        options = generate_registration_options(
            rp_id=self._host(),
            rp_name=TITLE,
            # Devices show it to nobody, and sign in without it: an ID tells nothing.
            user_id=str(user.id).encode(),
            user_name=user.email,
            user_display_name=user.name,
            challenge=challenge,
            timeout=TIMEOUT_MS,
            # It knows whose it is, so that nobody has to type an address.
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=USER_VERIFICATION
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in self.list()
            ],
        )
        self._work.commit()
        return options_to_json_dict(options)

    def add(self, name: str, credential: Credential, browser: str) -> Passkey:
        """Store a new passkey; raises ConfirmationRequired, Invalid, SignInExpired and Conflict."""
        user = self._own()
        challenge = self._take_challenge(credential, browser, user.id)
        verified = _or_none(
            lambda: verify_registration_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=self._host(),
                expected_origin=self._work.settings.public_url, require_user_verification=True,
            )
        )  # fmt: skip
        if verified is None:
            self._refuse(user)
        passkey = Passkey(
            user_id=user.id, name=name, credential_id=verified.credential_id,
            public_key=verified.credential_public_key, sign_count=verified.sign_count,
            is_synced=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        )  # fmt: skip
        try:
            self._passkeys.add(passkey)
        except Conflict:
            raise Conflict("This passkey exists already.") from None
        self._work.record("passkey.add", name)
        notify(self._work, user, "A new passkey", f"“{name}” can sign in to your account from now on.")
        self._work.commit()
        return passkey

    def rename(self, passkey_id: int, name: str) -> Passkey:
        """Give a passkey another name; raises NotFound."""
        passkey = self._passkeys.get(user_id_of(self._work.actor), passkey_id)
        self._work.record("passkey.rename", f"{passkey.name} to {name}")
        passkey.name = name
        self._work.commit()
        return passkey

    def remove(self, passkey_id: int) -> None:
        """Make a passkey useless; raises ConfirmationRequired and NotFound."""
        user = self._own()
        passkey = self._passkeys.get(user.id, passkey_id)
        self._passkeys.remove(passkey)
        self._work.record("passkey.remove", passkey.name)
        notify(self._work, user, "A passkey was removed", f"“{passkey.name}” can no longer sign in.")
        self._work.commit()

    def _verify(self, credential: Credential, browser: str) -> User:
        self._limits.count_from_network(SIGN_IN_FROM_NETWORK)
        challenge = self._take_challenge(credential, browser, None)
        passkey = self._passkeys.lock(_or_none(lambda: base64url_to_bytes(credential["id"])) or b"")
        if passkey is None:
            self._refuse(
                "unknown passkey", "This passkey was removed from your account, or never belonged to it."
            )
        verified = _or_none(
            lambda: verify_authentication_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=self._host(),
                expected_origin=self._work.settings.public_url, credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count, require_user_verification=True,
            )
        )  # fmt: skip
        if verified is None:
            self._refuse(passkey.user)
        passkey.sign_count, passkey.last_used_at = verified.new_sign_count, datetime.now(UTC)
        return passkey.user

    def _refuse(self, subject: object, detail: str = "This passkey could not be verified.") -> NoReturn:
        self._work.record("passkey.refuse", subject)
        # The challenge stays used, too.
        self._work.commit()
        raise Invalid(detail, field="credential")

    def _make_challenge(self, browser: str, user_id: int | None) -> bytes:
        challenge = generate_challenge()
        self._passkeys.add(
            PasskeyChallenge(
                challenge=challenge, browser_digest=digest(browser), user_id=user_id,
                expires_at=datetime.now(UTC) + CHALLENGE_TIMEOUT,
            )
        )  # fmt: skip
        return challenge

    def _take_challenge(self, credential: Credential, browser: str, user_id: int | None) -> bytes:
        """Return the challenge that was signed, if it was made for this; nobody can use it again."""
        given = _or_none(
            lambda: parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        )
        if given is None or not self._passkeys.take_challenge(given.challenge, digest(browser), user_id):
            raise SignInExpired
        return given.challenge

    def _own(self) -> User:
        require_confirmation(self._work.actor)
        return self._users.get(user_id_of(self._work.actor))

    def _host(self) -> str:
        """Return the host to which passkeys belong; raises Conflict for an IP address: it has none."""
        host = urlsplit(self._work.settings.public_url).hostname or ""
        with suppress(ValueError):
            ip_address(host)
            raise Conflict(
                f"There are no passkeys for IP addresses: open the product at localhost, not at {host}."
            )
        return host


def _or_none(check: Callable[[], T]) -> T | None:
    try:
        return check()
    except Exception:  # noqa: BLE001 -- whatever the parsers of the library do with bytes that somebody made up
        return None
