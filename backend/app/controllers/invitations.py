"""Routes for invitations to a team."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.actor import Role
from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import Items
from app.controllers.schemas.member import AssignableRole
from app.controllers.schemas.session import Name, NewPassword, Session, Token
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.fields import Identity
from app.formats import Email
from app.services.invitations import InvitationService

blueprint = make_blueprint("invitations", "/api", access=Access.MEMBER, takes_tokens=False)


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


@blueprint.get("/team/invitations")
@blueprint.output(Items[Invitation])
def list_invitations() -> Any:
    """List the pending invitations, newest first."""
    return {"items": service(InvitationService).list()}


@blueprint.post("/team/invitations")
@blueprint.input(InvitationCreation)
@blueprint.output(Invitation, status_code=201, location=None)
@blueprint.doc(responses=problems(409, 429))
def create_invitation(body: InvitationCreation) -> Any:
    """Invite a person by mail. This replaces an earlier invitation for the address."""
    return service(InvitationService).invite(body.email, Role(body.role))


@blueprint.delete("/team/invitations/<id:invitation_id>")
def delete_invitation(invitation_id: int) -> Any:
    """Withdraw an invitation."""
    service(InvitationService).withdraw(invitation_id)
    return "", 204


@blueprint.post("/invitations/preview")
@blueprint.input(InvitationToken)
@blueprint.output(InvitationPreview)
@blueprint.doc(responses=problems(403, 429))
@allow(Access.PUBLIC)
def preview_invitation(body: InvitationToken) -> Any:
    """Preview the invitation of a mailed link."""
    return service(InvitationService).preview(body.token)


@blueprint.post("/invitations/accept")
@blueprint.input(InvitationToken)
@blueprint.output(AcceptedInvitation)
@blueprint.doc(responses=problems(429))
@allow(Access.SIGNED_IN)
def accept_invitation(body: InvitationToken) -> Any:
    """Join the team. The invitation must be for the user's email address."""
    return {"slug": service(InvitationService).accept(body.token)}


@blueprint.post("/invitations/sign-up")
@blueprint.input(InvitationSignUp)
@blueprint.output(Session)
@blueprint.doc(responses=problems(403, 429))
@allow(Access.PUBLIC)
def sign_up_with_invitation(body: InvitationSignUp) -> Any:
    """Create an account, join the team and start a session. The token verifies the email address."""
    invitations = service(InvitationService)
    token, slug = invitations.sign_up(body.token, body.name, body.password, SESSION.read())
    SESSION.send(token)
    return current_session(slug)
