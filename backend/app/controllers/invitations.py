"""Routes for invitations to a team."""

from typing import Any

from app.actor import Role
from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.invitation import (
    AcceptedInvitation,
    Invitation,
    InvitationCreation,
    InvitationPreview,
    InvitationSignUp,
    InvitationToken,
)
from app.controllers.schemas.lists import Items
from app.controllers.schemas.session import Session
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.services.invitations import InvitationService

blueprint = make_blueprint("invitations", "/api", access=Access.MEMBER, takes_tokens=False)


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
