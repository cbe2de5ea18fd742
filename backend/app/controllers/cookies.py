"""The cookies of a session, and of signing in."""

import re
from datetime import timedelta

from flask import Response, after_this_request, current_app, request

from app.config import TITLE
from app.controllers.bearer import bearer_token
from app.services.passkeys import ANSWER
from app.services.sessions import LONGEST, PENDING
from app.services.tokens import make_token

# Browsers send a cookie to all ports of a host, so two products on localhost must not share a name.
LOCAL_PREFIX = re.sub(r"[^a-z0-9]+", "-", TITLE.lower()).strip("-") + "-"

SESSION = "session"
PENDING_SIGN_IN = "pending-sign-in"
BROWSER = "browser"


def session_token() -> str | None:
    """Return the token that the browser sent."""
    return _given(SESSION)


def send_session_token(token: str) -> None:
    """Have the browser keep a token."""
    _send(SESSION, token, LONGEST)


def forget_session_token() -> None:
    """Have the browser delete the token."""
    _forget(SESSION)


def pending_token() -> str:
    """Return the token of a sign-in whose second step is left, or ""."""
    return _given(PENDING_SIGN_IN) or ""


def send_pending_token(token: str) -> None:
    """Have the browser keep a token between the two steps."""
    _send(PENDING_SIGN_IN, token, PENDING)


def forget_pending_token() -> None:
    """Have the browser delete the token."""
    _forget(PENDING_SIGN_IN)


def browser_token() -> str:
    """Return a token that only this browser has, so that an answer comes from where the question went."""
    token = _given(BROWSER) or make_token()
    _send(BROWSER, token, ANSWER)
    return token


def _given(name: str) -> str | None:
    return None if bearer_token() is not None else request.cookies.get(_full(name))


def _send(name: str, value: str, max_age: timedelta) -> None:
    # Scripts cannot read it, and other sites cannot send it with a POST.
    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _full(name), value, max_age=max_age, secure=is_secure(), httponly=True, samesite="Lax"
        )
        return response


def _forget(name: str) -> None:
    @after_this_request
    def delete_cookie(response: Response) -> Response:
        response.delete_cookie(_full(name), secure=is_secure(), httponly=True, samesite="Lax")
        return response


def is_secure() -> bool:
    """Return whether cookies are only for TLS, which they are unless the product is on localhost."""
    url: str = current_app.config["PUBLIC_URL"]
    return url.startswith("https://")


def _full(name: str) -> str:
    # Browsers accept a cookie with this prefix only from this host, and only over TLS.
    return f"{'__Host-' if is_secure() else LOCAL_PREFIX}{name}"
