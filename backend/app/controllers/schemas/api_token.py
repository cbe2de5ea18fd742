"""Schemas for API tokens."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity, ShortText

MAX_DAYS = 366

Scope = Annotated[
    Literal["read", "write"], Field(description="A token with the scope read cannot make changes.")
]


class ApiToken(Resource):
    """The right of a program to act for the user."""

    id: Identity
    name: str
    prefix: Annotated[str, Field(description="The token's first characters.", examples=["pat_a1B2c3"])]
    scope: Scope
    created_at: datetime
    expires_at: datetime
    last_used_at: Annotated[datetime | None, Field(description="With a minute's precision.")]


class IssuedApiToken(ApiToken):
    """A new token, which is shown only once."""

    token: Annotated[str, Field(description="For the header Authorization: Bearer.")]


class ApiTokenCreation(Payload):
    """A token to create."""

    name: Annotated[ShortText, Field(max_length=100, examples=["Nightly import"])]
    scope: Scope
    days: Annotated[int, Field(ge=1, le=MAX_DAYS, description="The token expires after this number of days.")]
