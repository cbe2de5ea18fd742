"""The cookies that browsers store for this app."""

import re
from datetime import timedelta

from flask import Response, after_this_request, current_app, request

from app.config import TITLE
from app.controllers.bearer import bearer_token
from app.services.passkeys import CHALLENGE_TIMEOUT
from app.services.sessions import MAX_AGE, SECOND_STEP_TIMEOUT
from app.services.tokens import make_token

# Browsers send a cookie to all ports of a host, so two products on localhost must not share a name.
LOCAL_PREFIX = re.sub(r"[^a-z0-9]+", "-", TITLE.lower()).strip("-") + "-"

POSITION = "position"
POSITION_TIMEOUT = timedelta(minutes=1)  # longer than the replica may be behind
# region accounts
SESSION = "session"
PENDING_SIGN_IN = "pending-sign-in"
PROVIDER_SIGN_IN = "provider-sign-in"
BROWSER = "browser"
PROVIDER_TIMEOUT = timedelta(minutes=10)  # to sign in at the identity provider
# endregion


def position() -> int:
    """Return the position of the database after the last change by this browser, or 0."""
    value = _read(POSITION) or ""
    return int(value) if re.fullmatch("[0-9]{1,19}", value) else 0


def set_position(response: Response, position: int) -> None:
    """Have the browser store a position of the database."""
    _set(response, POSITION, str(position), POSITION_TIMEOUT)


# region accounts
def session_token() -> str | None:
    """Return the token that the browser sent."""
    return _read(SESSION)


def send_session_token(token: str) -> None:
    """Have the browser store a token."""
    _send(SESSION, token, MAX_AGE)


def forget_session_token() -> None:
    """Have the browser delete the token."""
    _forget(SESSION)


def pending_token() -> str:
    """Return the token of a sign-in whose second step is left, or ""."""
    return _read(PENDING_SIGN_IN) or ""


def send_pending_token(token: str) -> None:
    """Have the browser store a token between the two steps."""
    _send(PENDING_SIGN_IN, token, SECOND_STEP_TIMEOUT)


def forget_pending_token() -> None:
    """Have the browser delete the token."""
    _forget(PENDING_SIGN_IN)


def provider_flow() -> str | None:
    """Return the secret of a sign-in at the identity provider that began in this browser."""
    return _read(PROVIDER_SIGN_IN)


def send_provider_flow(flow: str) -> None:
    """Have the browser store the secret until it returns from the identity provider."""
    _send(PROVIDER_SIGN_IN, flow, PROVIDER_TIMEOUT)


def forget_provider_flow() -> None:
    """Have the browser delete the secret."""
    _forget(PROVIDER_SIGN_IN)


def browser_token() -> str:
    """Return a token that only this browser has, so that an answer comes from where the question went."""
    token = _read(BROWSER) or make_token()
    _send(BROWSER, token, CHALLENGE_TIMEOUT)
    return token


def _send(name: str, value: str, max_age: timedelta) -> None:
    @after_this_request
    def set_cookie(response: Response) -> Response:
        _set(response, name, value, max_age)
        return response


def _forget(name: str) -> None:
    @after_this_request
    def delete_cookie(response: Response) -> Response:
        response.delete_cookie(_full_name(name), secure=_is_secure(), httponly=True, samesite="Lax")
        return response


# endregion
def _read(name: str) -> str | None:
    # region accounts
    if bearer_token() is not None:
        return None
    # endregion
    return request.cookies.get(_full_name(name))


def _set(response: Response, name: str, value: str, max_age: timedelta) -> None:
    # Scripts cannot read it, and other sites cannot send it with a POST.
    response.set_cookie(
        _full_name(name), value, max_age=max_age, secure=_is_secure(), httponly=True, samesite="Lax"
    )


def _is_secure() -> bool:
    """Return whether cookies are only for TLS, which they are unless the product is on localhost."""
    url: str = current_app.config["PUBLIC_URL"]
    return url.startswith("https://")


def _full_name(name: str) -> str:
    # Browsers accept a cookie with this prefix only from this host, and only over TLS.
    return f"{'__Host-' if _is_secure() else LOCAL_PREFIX}{name}"
