"""The cookies that browsers store for this app."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, after_this_request, current_app, request

from app.config import TITLE
from app.services.passkeys import CHALLENGE_TIMEOUT
from app.services.sessions import MAX_AGE, SECOND_STEP_TIMEOUT
from app.services.tokens import make_token

# Browsers send a cookie to all ports of a host, so two products on localhost must not share a name.
LOCAL_PREFIX = re.sub(r"[^a-z0-9]+", "-", TITLE.lower()).strip("-") + "-"


@dataclass(frozen=True)
class Cookie:
    """A cookie that scripts cannot read, and other sites cannot send with a POST."""

    name: str
    max_age: timedelta

    def read(self) -> str | None:
        """Return what the browser sent."""
        # region accounts
        if bearer_token() is not None:
            return None
        # endregion
        return request.cookies.get(self._full_name)

    def set(self, response: Response, value: str) -> None:
        """Have the browser store a value."""
        response.set_cookie(
            self._full_name,
            value,
            max_age=self.max_age,
            secure=_is_secure(),
            httponly=True,
            samesite="Lax",
        )

    # region accounts
    def send(self, value: str) -> None:
        """Have the browser store a value, with the response to the current request."""

        @after_this_request
        def set_cookie(response: Response) -> Response:
            self.set(response, value)
            return response

    def forget(self) -> None:
        """Have the browser delete the cookie, with the response to the current request."""

        @after_this_request
        def delete_cookie(response: Response) -> Response:
            response.delete_cookie(self._full_name, secure=_is_secure(), httponly=True, samesite="Lax")
            return response

    # endregion
    @property
    def _full_name(self) -> str:
        # Browsers accept a cookie with this prefix only from this host, and only over TLS.
        return f"{'__Host-' if _is_secure() else LOCAL_PREFIX}{self.name}"


# The position of the database after the browser's last change, for longer than the replica may be behind.
POSITION = Cookie("position", timedelta(minutes=1))
# region accounts
SESSION = Cookie("session", MAX_AGE)
# The token of a sign-in whose second step is left.
PENDING_SIGN_IN = Cookie("pending-sign-in", SECOND_STEP_TIMEOUT)
# The secret of a sign-in at the identity provider, until the browser returns from there.
PROVIDER_SIGN_IN = Cookie("provider-sign-in", timedelta(minutes=10))
BROWSER = Cookie("browser", CHALLENGE_TIMEOUT)


def browser_token() -> str:
    """Return a token that only this browser has, so that an answer comes from where the question went."""
    token = BROWSER.read() or make_token()
    BROWSER.send(token)
    return token


def bearer_token() -> str | None:
    """Return the token that a program sends in the header Authorization, or None if the request has none.

    With one, cookies do not count, so a page of another site cannot misuse the user's session.
    """
    given = request.authorization
    return (given.token or "") if given and given.type == "bearer" else None


# endregion
def _is_secure() -> bool:
    """Return whether cookies are only for TLS, which they are unless the product is on localhost."""
    url: str = current_app.config["PUBLIC_URL"]
    return url.startswith("https://")
