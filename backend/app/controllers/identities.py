"""Routes for signing in with an identity provider."""

from typing import Any

from flask import Response, abort, after_this_request, current_app, request

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import is_secure, session_token
from app.controllers.openapi import problems
from app.controllers.schemas.identity import IdentityCode, IdentityProviderInfo, IdentityStart
from app.controllers.schemas.second_factor import SignInResult
from app.controllers.sign_in import sign_in_result
from app.controllers.wiring import service
from app.errors import Fault, Invalid
from app.identity_provider import IdentityProvider
from app.services.identities import IdentityService
from app.services.tokens import make_token

FLOW = "sign-in"
MAX_AGE = 600  # seconds to sign in at the provider

blueprint = make_blueprint(
    "identity_provider", "/api/session/provider", access=Access.PUBLIC, takes_tokens=False
)


@blueprint.get("")
@blueprint.output(IdentityProviderInfo)
def get_identity_provider() -> Any:
    """Tell with which identity provider people can sign in."""
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return {"name": provider and provider.name}


@blueprint.post("/start")
@blueprint.output(IdentityStart)
@blueprint.doc(responses=problems(403, 404))
def start_identity() -> Any:
    """Return the address at which to sign in."""
    flow = make_token()

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(FLOW, flow, max_age=MAX_AGE, **_attributes())
        return response

    return {"url": _provider().start(flow)}


@blueprint.post("/finish")
@blueprint.input(IdentityCode)
@blueprint.output(SignInResult)
@blueprint.doc(responses=problems(403, 404))
def finish_identity(body: IdentityCode) -> Any:
    """Start a session with what the provider added to the address of the page."""
    flow = request.cookies.get(FLOW)
    if flow is None:
        detail = "This took too long, or began in another browser. Sign in again."
        raise Invalid(detail, Fault("state", detail))

    @after_this_request
    def delete_cookie(response: Response) -> Response:
        response.delete_cookie(FLOW, **_attributes())
        return response

    identity = _provider().finish(flow, body.state, body.code)
    return sign_in_result(service(IdentityService).sign_in(identity, session_token()))


def _attributes() -> Any:
    return {"path": blueprint.url_prefix, "secure": is_secure(), "httponly": True, "samesite": "Lax"}


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return provider or abort(404)
