"""Schemas for the members of a team."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.actor import Role
from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity

AssignableRole = Annotated[
    Literal["admin", "member"], Field(description="To change the owner, transfer the team.")
]


class Member(Resource):
    """A person who belongs to a team."""

    user_id: Identity
    name: str
    email: str
    role: Role
    joined_at: datetime


class MemberUpdate(Payload):
    """A member's new role."""

    role: AssignableRole


class OwnerUpdate(Payload):
    """The member who becomes the owner."""

    user_id: Identity
