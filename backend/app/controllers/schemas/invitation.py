"""Schemas for invitations to a team."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.actor import Role
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.member import AssignableRole
from app.controllers.schemas.session import Name, NewPassword, Token
from app.fields import Identity
from app.formats import Email


class Invitation(Resource):
    """A pending invitation."""

    id: Identity
    email: str
    role: Role
    invited_by: Annotated[str | None, Field(description="A name, or null if the account was deleted.")]
    created_at: datetime
    expires_at: datetime


class InvitationCreation(Payload):
    """A person to invite."""

    email: Email
    role: AssignableRole


class InvitationToken(Payload):
    """The token of a mailed invitation."""

    token: Token


class InvitationPreview(Resource):
    """The team and the person of an invitation."""

    team: Annotated[str, Field(description="The name of the team.")]
    email: str
    invited_by: str | None
    has_account: Annotated[bool, Field(description="Whether the person has an account to sign in with.")]


class AcceptedInvitation(Resource):
    """The team that the user has joined."""

    slug: str


class InvitationSignUp(InvitationToken):
    """A person without an account who accepts an invitation."""

    name: Name
    password: NewPassword
