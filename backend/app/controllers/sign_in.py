"""The answer to the first step of signing in."""

from typing import Any

from app.controllers.cookies import send_pending_token, send_session_token
from app.controllers.wiring import service
from app.services.sessions import SessionService, SignIn


def sign_in_result(result: SignIn) -> Any:
    """Have the browser keep the token, and return who is signed in or that a code is needed."""
    if result.is_pending:
        send_pending_token(result.token)
        return {"user": None, "second_factor": ["totp", "recovery_code"]}
    send_session_token(result.token)
    return {"user": service(SessionService).current_user(), "second_factor": []}
