"""Routes for signing up."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.session import Accepted, Session, SignUp, TokenAndPassword
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.services.sign_up import SignUpService

blueprint = make_blueprint("sign_up", access=Access.PUBLIC, takes_tokens=False)


@blueprint.post("")
@blueprint.input(SignUp)
@blueprint.output(Accepted, status_code=202)
@blueprint.doc(responses=problems(403, 429))
def sign_up(body: SignUp) -> Any:
    """Send a link for creating the account."""
    service(SignUpService).request(body.email, body.name)
    return {}


@blueprint.post("/confirm")
@blueprint.input(TokenAndPassword)
@blueprint.output(Session)
@blueprint.doc(responses=problems(403, 429))
def confirm_sign_up(body: TokenAndPassword) -> Any:
    """Create the account with the token of a mailed link, and start a session."""
    SESSION.send(service(SignUpService).confirm(body.token, body.password, SESSION.read()))
    return current_session()
