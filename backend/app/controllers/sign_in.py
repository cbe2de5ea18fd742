"""Who is signed in, for responses."""

from typing import Any

from app.controllers.cookies import PENDING_SIGN_IN, SESSION
from app.controllers.team_address import own_teams
from app.controllers.wiring import service
from app.services.sessions import SessionService, SignIn


def current_session(
    # region teams
    slug: str | None = None,
    # endregion
) -> dict[str, Any]:
    """Return who is signed in."""
    return {
        "user": service(SessionService).current_user(),
        # region teams
        **own_teams(slug),
        # endregion
    }


def sign_in_result(result: SignIn) -> dict[str, Any]:
    """Have the browser keep the token, and return who is signed in or that a code is needed."""
    if result.is_pending:
        PENDING_SIGN_IN.send(result.token)
        return {**current_session(), "second_factor": ["totp", "recovery_code"]}
    SESSION.send(result.token)
    return {**current_session(), "second_factor": []}
