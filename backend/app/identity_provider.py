"""Speaks to an identity provider (OpenID Connect): the authorization code flow with PKCE.

https://openid.net/specs/openid-connect-core-1_0.html
"""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, TypeAdapter

from app.config import Settings
from app.errors import Invalid, Unavailable
from app.formats import MAX_NAME, ascii_email, one_line

TIMEOUT = 10  # seconds
ALGORITHMS = ["RS256", "ES256", "EdDSA"]  # never one with a shared secret, and never none
SCOPES = "openid email profile"
SUBJECT = "[ -~]{1,255}"  # OpenID Connect Core, 2
OBJECT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


class Metadata(BaseModel):
    """What a provider publishes about itself: OpenID Connect Discovery, 3."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str


@dataclass(frozen=True)
class Identity:
    """What a provider says about a person. ``issuer`` and ``subject`` identify the person for ever.

    ``email`` may be empty, or an address that no mail can be sent to.
    ``signed_in_at`` is when they proved there who they are, if the provider tells.
    """

    issuer: str
    subject: str
    email: str
    is_email_verified: bool
    name: str
    signed_in_at: datetime | None


def make_identity_provider(settings: Settings) -> "IdentityProvider | None":
    """Return the provider of the settings, if they name one."""
    if not (settings.oidc_issuer and settings.oidc_client_id and settings.oidc_client_secret):
        return None
    secret = settings.oidc_client_secret.get_secret_value()
    redirect_uri = f"{settings.public_url}/sign-in/callback"
    return IdentityProvider(
        settings.oidc_name, settings.oidc_issuer, settings.oidc_client_id, secret, redirect_uri
    )


class IdentityProvider:
    """The provider of the settings."""

    def __init__(self, name: str, issuer: str, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self.name = name
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri

    def start(self, flow: str, *, again: bool = False) -> str:
        """Return the address at which the person signs in, ``again`` even if they are signed in there.

        ``flow`` is a random text that only the person's browser knows. What must come back, or must
        not be guessed, is derived from it.
        """
        # Some providers know only one of them. With max_age, the ID token tells when the person signed in.
        extra: dict[str, object] = {"prompt": "login", "max_age": 0} if again else {}
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._metadata.authorization_endpoint,
                state=_state(flow, again=again),
                nonce=_derive(flow, "nonce"),
                code_verifier=_derive(flow, "verifier"),
                **extra,
            )
        return str(url)

    def finish(self, flow: str, state: str, code: str, *, again: bool = False) -> Identity:
        """Return who signed in; raises Invalid, and Unavailable if the provider does not answer.

        ``again`` must be what it was at the start: another answer does not prove that the person was asked.
        """
        if not hmac.compare_digest(state.encode(), _state(flow, again=again).encode()):
            raise self._failure()
        try:
            with self._session() as session:
                token = session.fetch_token(
                    self._metadata.token_endpoint, code=code, code_verifier=_derive(flow, "verifier")
                )
                claims = self._claims(token, _derive(flow, "nonce"))
                response = session.get(self._metadata.userinfo_endpoint, timeout=TIMEOUT)
                response.raise_for_status()
                person = OBJECT.validate_json(response.content)
        except requests.HTTPError as error:
            raise self._failure() from error
        except requests.RequestException as error:
            raise self._silence() from error
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            raise self._failure() from error
        if person.get("sub") != claims["sub"]:
            raise self._failure()
        subject, email = str(claims["sub"]), str(person.get("email", "")).lower()
        if not re.fullmatch(SUBJECT, subject):
            raise self._failure()
        signed_in_at = claims.get("auth_time")
        return Identity(
            issuer=self._metadata.issuer,
            subject=subject,
            email=ascii_email(email),
            is_email_verified=person.get("email_verified") is True,
            name=(one_line(str(person.get("name") or "")) or email.partition("@")[0])[:MAX_NAME].rstrip(),
            signed_in_at=None if signed_in_at is None else datetime.fromtimestamp(signed_in_at, UTC),
        )

    def _claims(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        decoded = jwt.decode(token["id_token"], self._keys(), algorithms=ALGORITHMS)
        expected = {"iss": self._metadata.issuer, "aud": self._client_id}
        claims = CodeIDToken(
            decoded.claims, decoded.header, {name: {"values": [value]} for name, value in expected.items()},
            {"nonce": nonce, "client_id": self._client_id, "access_token": token.get("access_token")},
        )  # fmt: skip
        claims.validate(leeway=60)
        return claims

    def _keys(self) -> KeySet:
        # Each time: a provider changes its keys when it wants.
        return KeySet.import_key_set(self._fetch(self._metadata.jwks_uri))

    @cached_property
    def _metadata(self) -> Metadata:
        published = self._fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            metadata = Metadata.model_validate(published)
        except ValueError as error:
            raise self._silence() from error
        if metadata.issuer.rstrip("/") != self._issuer.rstrip("/"):
            raise self._silence()
        return metadata

    def _fetch(self, url: str) -> Any:
        try:
            response = requests.get(url, timeout=TIMEOUT)
            response.raise_for_status()
            return OBJECT.validate_json(response.content)
        except (requests.RequestException, ValueError) as error:
            raise self._silence() from error

    def _session(self) -> Any:
        return OAuth2Session(
            self._client_id, self._client_secret, scope=SCOPES, redirect_uri=self._redirect_uri,
            code_challenge_method="S256", default_timeout=TIMEOUT,
        )  # fmt: skip

    def _failure(self) -> Invalid:
        return Invalid(f"Signing in with {self.name} failed. Try again.", field="code")

    def _silence(self) -> Unavailable:
        return Unavailable(f"{self.name} does not answer at the moment.")


def _state(flow: str, *, again: bool) -> str:
    return _derive(flow, "state again" if again else "state")


def _derive(flow: str, purpose: str) -> str:
    return urlsafe_b64encode(sha256(f"{purpose}\0{flow}".encode()).digest()).decode().rstrip("=")
