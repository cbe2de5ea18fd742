"""Schemas for signing in with an identity provider."""

from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import LongText


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
