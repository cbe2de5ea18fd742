"""Routes for signing in with an identity provider."""

from typing import Any

from flask import abort, current_app

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import (
    forget_provider_flow,
    provider_flow,
    send_provider_flow,
    session_token,
)
from app.controllers.openapi import problems
from app.controllers.schemas.identity import IdentityCode, IdentityProviderInfo, IdentityStart
from app.controllers.schemas.second_factor import SignInResult
from app.controllers.sign_in import sign_in_result
from app.controllers.wiring import service
from app.errors import Fault, Invalid
from app.identity_provider import IdentityProvider
from app.services.identities import IdentityService
from app.services.tokens import make_token

blueprint = make_blueprint(
    "identity_provider", "/api/session/provider", access=Access.PUBLIC, takes_tokens=False
)


@blueprint.get("")
@blueprint.output(IdentityProviderInfo)
def get_identity_provider() -> Any:
    """Return the identity provider of this installation."""
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return {"name": provider and provider.name}


@blueprint.post("/start")
@blueprint.output(IdentityStart)
@blueprint.doc(responses=problems(403, 404))
def start_identity() -> Any:
    """Return the address of the provider's sign-in page."""
    flow = make_token()
    send_provider_flow(flow)
    return {"url": _provider().start(flow)}


@blueprint.post("/finish")
@blueprint.input(IdentityCode)
@blueprint.output(SignInResult)
@blueprint.doc(responses=problems(403, 404))
def finish_identity(body: IdentityCode) -> Any:
    """Start a session with the code that the provider returned."""
    flow = provider_flow()
    if flow is None:
        detail = "This took too long, or began in another browser. Sign in again."
        raise Invalid(detail, Fault("state", detail))
    forget_provider_flow()
    identity = _provider().finish(flow, body.state, body.code)
    return sign_in_result(service(IdentityService).sign_in(identity, session_token()))


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return provider or abort(404)
