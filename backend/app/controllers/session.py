"""Routes for signing in and out."""

from typing import Any

from flask import current_app

from app.controllers.access import Access, allow
from app.controllers.authentication import identify
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.second_factor import SignInResult
from app.controllers.schemas.session import Confirmation, ConfirmationMethods, Session, SignIn
from app.controllers.sign_in import current_session, sign_in_result
from app.controllers.wiring import service
from app.services.sessions import SessionService

blueprint = make_blueprint("session", access=Access.PUBLIC, takes_tokens=False)


@blueprint.get("")
@blueprint.output(Session)
def get_session() -> Any:
    """Return who is signed in."""
    identify()
    return current_session()


@blueprint.post("")
@blueprint.input(SignIn)
@blueprint.output(SignInResult)
@blueprint.doc(responses=problems(403, 429))
def sign_in(body: SignIn) -> Any:
    """Start a session, or ask for the second factor. Tokens are in cookies that scripts cannot read."""
    return sign_in_result(service(SessionService).sign_in(body.email, body.password, SESSION.read()))


@blueprint.delete("")
@blueprint.doc(responses=problems(403))
def sign_out() -> Any:
    """End the session, if there is one."""
    if token := SESSION.read():
        service(SessionService).sign_out(token)
    SESSION.forget()
    return "", 204


@blueprint.get("/confirm")
@blueprint.output(ConfirmationMethods)
@allow(Access.SIGNED_IN)
def get_confirmation_methods() -> Any:
    """Return how the user can confirm their identity."""
    has_provider = current_app.extensions["identity_provider"] is not None
    return {"methods": service(SessionService).confirmation_methods(has_provider=has_provider)}


@blueprint.post("/confirm")
@blueprint.input(Confirmation)
@blueprint.doc(responses=problems(429))
@allow(Access.SIGNED_IN)
def confirm_session(body: Confirmation) -> Any:
    """Confirm the user's identity, for changes that require it."""
    SESSION.send(service(SessionService).confirm(body.password))
    return "", 204
