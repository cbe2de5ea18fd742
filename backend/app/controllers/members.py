"""Routes for the members of a team."""

from typing import Any

from app.actor import Role
from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.lists import Items
from app.controllers.schemas.member import Member, MemberUpdate, OwnerUpdate
from app.controllers.wiring import service
from app.services.members import MemberService

blueprint = make_blueprint("members", "/api/team", access=Access.MEMBER, takes_tokens=False)


@blueprint.get("/members")
@blueprint.output(Items[Member])
def list_members() -> Any:
    """List the members of the team, by name."""
    return {"items": service(MemberService).list()}


@blueprint.patch("/members/<id:user_id>")
@blueprint.input(MemberUpdate)
@blueprint.output(Member)
@blueprint.doc(responses=problems(409))
def update_member(user_id: int, body: MemberUpdate) -> Any:
    """Change a member's role."""
    return service(MemberService).set_role(user_id, Role(body.role))


@blueprint.delete("/members/<id:user_id>")
@blueprint.doc(responses=problems(409))
def remove_member(user_id: int) -> Any:
    """Remove a member, or leave the team."""
    service(MemberService).remove(user_id)
    return "", 204


@blueprint.post("/owner")
@blueprint.input(OwnerUpdate)
@blueprint.output(Items[Member])
@blueprint.doc(responses=problems(404, 409))
def transfer_team(body: OwnerUpdate) -> Any:
    """Make another member the owner. The previous owner becomes an admin."""
    return {"items": service(MemberService).transfer(body.user_id)}
