"""Schemas for passkeys. What browsers and devices exchange is defined by WebAuthn, as JSON."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity, ShortText

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
