"""Routes for teams."""

from typing import Any

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.team import Team, TeamCreate, TeamUpdate
from app.controllers.versions import if_match
from app.controllers.wiring import service
from app.services.teams import TeamService

blueprint = make_blueprint("teams", "/api", access=Access.MEMBER, takes_tokens=False)


@blueprint.post("/teams")
@blueprint.input(TeamCreate)
@blueprint.output(Team, status_code=201, location="/t/{record.slug}/api/team")
@blueprint.doc(responses=problems(429))
@allow(Access.SIGNED_IN)
def create_team(body: TeamCreate) -> Any:
    """Create a team, which the user owns."""
    return service(TeamService).create(body.name)


@blueprint.get("/team")
@blueprint.output(Team)
def get_team() -> Any:
    """Read the team in the address."""
    return service(TeamService).get()


@blueprint.patch("/team")
@blueprint.input(TeamUpdate)
@blueprint.output(Team)
@blueprint.doc(responses=problems(409, 412, 428))
def update_team(body: TeamUpdate) -> Any:
    """Change the team's name or, as its owner, its slug."""
    return service(TeamService).change(if_match(required=True), **body.model_dump())


@blueprint.delete("/team")
def delete_team() -> Any:
    """Delete the team and all its records. Only its owner can, after confirming their identity."""
    service(TeamService).delete()
    return "", 204
