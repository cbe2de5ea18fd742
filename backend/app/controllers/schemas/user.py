"""Schemas for administrators: users and the audit log."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity


class AdminUser(Resource):
    """A user, as administrators see them."""

    id: Identity
    email: str
    name: str
    is_admin: bool
    is_disabled: bool
    created_at: datetime
    last_seen_at: Annotated[datetime | None, Field(description="When any session of the user was last used.")]


class AuditEntry(Resource):
    """Who did what, to what, when and from where."""

    id: Identity
    at: datetime
    action: Annotated[str, Field(examples=["user.disable"])]
    actor: Annotated[str, Field(description="An email address, or system.")]
    subject: str
    address: str


class DemoUser(Resource):
    """A user who can be signed in with one click, in development."""

    id: Identity
    email: str
    name: str
    is_admin: bool


class DemoSession(Payload):
    """The user to sign in as."""

    user_id: Identity
