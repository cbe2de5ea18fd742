"""Schemas for the second factor."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.session import Session
from app.fields import ShortText

Code = Annotated[
    ShortText,
    Field(
        max_length=40,
        description="Six digits of the authenticator app, or a recovery code.",
        examples=["123456", "ABCD-EFGH-JKLM-NPQR"],
    ),
]


class SignInResult(Session):
    """Who is signed in now, or how they can prove in a second step who they are."""

    second_factor: Annotated[
        list[Literal["totp", "recovery_code"]], Field(description="Empty if no second step is needed.")
    ]


class SecondFactorCode(Payload):
    """A code of the second factor."""

    code: Code


class SecondFactorStatus(Resource):
    """Whether signing in needs a code, since when, and how many recovery codes are left."""

    is_on: bool
    since: datetime | None
    recovery_codes_left: int


class SecondFactorSetup(Resource):
    """What an authenticator app needs. It counts after the first right code."""

    secret: Annotated[str, Field(description="To type into the app.")]
    qr_code: Annotated[str, Field(description="To scan with the app, an SVG image.")]


class RecoveryCodes(Resource):
    """Codes that sign in once each, without the app. They are shown only now."""

    recovery_codes: list[str]
