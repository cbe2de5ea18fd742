"""Routes for signing in with an identity provider."""

from typing import Annotated, Any

from flask import abort, current_app
from pydantic import Field

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import PROVIDER_SIGN_IN, SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.second_factor import SignInResult
from app.controllers.sign_in import sign_in_result
from app.controllers.wiring import service
from app.errors import Invalid
from app.fields import LongText
from app.identity_provider import Identity, IdentityProvider
from app.services.identities import IdentityService
from app.services.tokens import make_token

blueprint = make_blueprint("identity_provider", "/api/session", access=Access.PUBLIC, takes_tokens=False)


class IdentityProviderInfo(Resource):
    """The identity provider of this installation; null for none."""

    name: str | None


class IdentityStart(Resource):
    """The address of the provider's sign-in page."""

    url: str


class IdentityCode(Payload):
    """The code and state that the provider returned."""

    code: Annotated[LongText, Field(max_length=4000)]
    state: Annotated[LongText, Field(max_length=200)]


@blueprint.get("/provider")
@blueprint.output(IdentityProviderInfo)
def get_identity_provider() -> Any:
    """Return the identity provider of this installation."""
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return {"name": provider and provider.name}


@blueprint.post("/provider/start")
@blueprint.output(IdentityStart)
@blueprint.doc(responses=problems(403, 404))
def start_identity() -> Any:
    """Return the address of the provider's sign-in page."""
    return {"url": _start()}


@blueprint.post("/provider/finish")
@blueprint.input(IdentityCode)
@blueprint.output(SignInResult)
@blueprint.doc(responses=problems(403, 404))
def finish_identity(body: IdentityCode) -> Any:
    """Start a session with the code that the provider returned."""
    return sign_in_result(service(IdentityService).sign_in(_finish(body), SESSION.read()))


@blueprint.post("/confirm/provider/start")
@blueprint.output(IdentityStart)
@blueprint.doc(responses=problems(404))
@allow(Access.SIGNED_IN)
def start_confirmation() -> Any:
    """Return the address of the provider's sign-in page, which asks people who are signed in there, too."""
    return {"url": _start(again=True)}


@blueprint.post("/confirm/provider")
@blueprint.input(IdentityCode)
@blueprint.doc(responses=problems(404))
@allow(Access.SIGNED_IN)
def confirm_session_with_provider(body: IdentityCode) -> Any:
    """Confirm the user's identity with the code that the provider returned."""
    SESSION.send(service(IdentityService).confirm(_finish(body, again=True)))
    return "", 204


def _start(*, again: bool = False) -> str:
    flow = make_token()
    PROVIDER_SIGN_IN.send(flow)
    return _provider().start(flow, again=again)


def _finish(body: IdentityCode, *, again: bool = False) -> Identity:
    flow = PROVIDER_SIGN_IN.read()
    if flow is None:
        raise Invalid("This took too long, or began in another browser. Sign in again.", field="state")
    PROVIDER_SIGN_IN.forget()
    return _provider().finish(flow, body.state, body.code, again=again)


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = current_app.extensions["identity_provider"]
    return provider or abort(404)
