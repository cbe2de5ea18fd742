"""Routes for people who forgot their password."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.session import Accepted, PasswordRequest, TokenAndPassword
from app.controllers.wiring import service
from app.services.forgotten_passwords import ForgottenPasswordService

blueprint = make_blueprint("password", access=Access.PUBLIC, takes_tokens=False)


@blueprint.post("/forgot")
@blueprint.input(PasswordRequest)
@blueprint.output(Accepted, status_code=202)
@blueprint.doc(responses=problems(403, 429))
def forgot_password(body: PasswordRequest) -> Any:
    """Send a link for setting a new password, if the account exists."""
    service(ForgottenPasswordService).request(body.email)
    return {}


@blueprint.post("/reset")
@blueprint.input(TokenAndPassword)
@blueprint.doc(responses=problems(403, 429))
def reset_password(body: TokenAndPassword) -> Any:
    """Set a new password with the token of a mailed link, and end all sessions."""
    service(ForgottenPasswordService).reset(body.token, body.password)
    return "", 204
