"""Routes for signing in with a passkey, and for the user's own passkeys."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION, browser_token
from app.controllers.openapi import problems
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import Items
from app.controllers.schemas.session import Session
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.fields import Identity, ShortText
from app.services.passkeys import PasskeyService

blueprint = make_blueprint("passkeys", "/api", takes_tokens=False)


PasskeyName = Annotated[ShortText, Field(max_length=100, examples=["Phone"])]
Credential = Annotated[
    dict[str, Any],
    Field(description="What the browser returned: RegistrationResponseJSON or AuthenticationResponseJSON."),
]


class PasskeyOptions(Resource):
    """The options that the browser needs."""

    options: Annotated[
        dict[str, Any],
        Field(description="PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON."),
    ]


class PasskeyAnswer(Payload):
    """The credential that the browser returned."""

    credential: Credential


class PasskeyCreation(Payload):
    """A new passkey, and a name for it."""

    name: PasskeyName
    credential: Credential


class PasskeyUpdate(Payload):
    """A passkey's new name."""

    name: PasskeyName


class Passkey(Resource):
    """A key on a device or in a password manager, which signs in without a password."""

    id: Identity
    name: str
    is_synced: Annotated[bool, Field(description="A password manager keeps it on all devices of the user.")]
    created_at: datetime
    last_used_at: datetime | None


@blueprint.post("/session/passkey/options")
@blueprint.output(PasskeyOptions)
@blueprint.doc(responses=problems(403, 409, 429))
@allow(Access.PUBLIC)
def ask_for_passkey() -> Any:
    """Return the options for signing in, or confirming the user's identity, with a passkey."""
    return {"options": service(PasskeyService).ask(browser_token())}


@blueprint.post("/session/passkey")
@blueprint.input(PasskeyAnswer)
@blueprint.output(Session)
@blueprint.doc(responses=problems(403, 409, 429))
@allow(Access.PUBLIC)
def sign_in_with_passkey(body: PasskeyAnswer) -> Any:
    """Start a session with a passkey, which counts as both factors."""
    passkeys = service(PasskeyService)
    SESSION.send(passkeys.sign_in(body.credential, browser_token(), SESSION.read()))
    return current_session()


@blueprint.post("/session/confirm/passkey")
@blueprint.input(PasskeyAnswer)
@blueprint.doc(responses=problems(409, 429))
def confirm_session_with_passkey(body: PasskeyAnswer) -> Any:
    """Confirm the user's identity with a passkey instead of the password."""
    SESSION.send(service(PasskeyService).confirm(body.credential, browser_token()))
    return "", 204


@blueprint.get("/account/passkeys")
@blueprint.output(Items[Passkey])
def list_passkeys() -> Any:
    """List the user's passkeys, oldest first."""
    return {"items": service(PasskeyService).list()}


@blueprint.post("/account/passkeys/options")
@blueprint.output(PasskeyOptions)
@blueprint.doc(responses=problems(409))
def ask_for_new_passkey() -> Any:
    """Return the options for creating a passkey."""
    return {"options": service(PasskeyService).ask_for_new(browser_token())}


@blueprint.post("/account/passkeys")
@blueprint.input(PasskeyCreation)
@blueprint.output(Passkey, status_code=201, location=None)
@blueprint.doc(responses=problems(409))
def create_passkey(body: PasskeyCreation) -> Any:
    """Store a passkey that the browser created."""
    return service(PasskeyService).add(body.name, body.credential, browser_token())


@blueprint.patch("/account/passkeys/<id:passkey_id>")
@blueprint.input(PasskeyUpdate)
@blueprint.output(Passkey)
def update_passkey(passkey_id: int, body: PasskeyUpdate) -> Any:
    """Rename a passkey."""
    return service(PasskeyService).rename(passkey_id, body.name)


@blueprint.delete("/account/passkeys/<id:passkey_id>")
def delete_passkey(passkey_id: int) -> Any:
    """Remove a passkey."""
    service(PasskeyService).remove(passkey_id)
    return "", 204
