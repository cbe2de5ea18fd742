"""Schemas for the user's own account."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.session import Name, NewPassword, Token, User
from app.fields import Identity
from app.formats import Email


class Account(User):
    """The user's own account."""

    has_password: bool


class AccountUpdate(Payload):
    """The user's new name."""

    name: Name


class PasswordUpdate(Payload):
    """A new password."""

    password: NewPassword


class EmailUpdate(Payload):
    """A new email address, which must be confirmed at both addresses."""

    email: Email


class EmailConfirmation(Payload):
    """The token of a mailed link."""

    token: Token


class EmailChange(Resource):
    """Whether the change is confirmed at both addresses."""

    is_changed: bool


class AccountSession(Resource):
    """A browser in which the user is signed in."""

    id: Identity
    device: Annotated[str, Field(examples=["Firefox on Linux"])]
    address: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool
