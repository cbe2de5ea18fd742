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
    """Who is signed in, or how to complete the second step."""

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
    """The secret for an authenticator app, which takes effect after a first valid code."""

    secret: Annotated[str, Field(description="For typing into the app.")]
    qr_code: Annotated[str, Field(description="An SVG image, for scanning with the app.")]


class RecoveryCodes(Resource):
    """Codes that each replace the app once. They are shown only once."""

    recovery_codes: list[str]
