"""The team in the address of a request: ``/t/acme/api/…`` is the route ``/api/…`` for a team."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import g, request

from app.actor import Actor
from app.controllers.wiring import service
from app.errors import TeamNotFound, TeamRequired
from app.formats import SLUG
from app.services.teams import TeamService

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENVIRON_KEY = "app.team"
PREFIX = re.compile(rf"/t/({SLUG})(?=/)")


class TeamAddress:
    """WSGI middleware that mounts the whole app below the address of each team."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Handle a request."""
        path = environ["PATH_INFO"]
        if prefix := PREFIX.match(path):
            environ[ENVIRON_KEY] = prefix[1]
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix[0]
            environ["PATH_INFO"] = path[prefix.end() :]
        return self._application(environ, start_response)


def team_id() -> int | None:
    """Return the ID of the team that the user acts for."""
    actor: Actor = g.work.actor
    return actor.team_id


def as_member(actor: Actor) -> Actor:
    """Return a user as a member of the team in the address, if they are one."""
    slug = request.environ.get(ENVIRON_KEY)
    return service(TeamService).as_member(actor, slug) if slug else actor


def own_teams(slug: str | None = None) -> dict[str, Any]:
    """Return a team, by default that in the address, and all teams of the user, for a session."""
    slug, teams = slug or request.environ.get(ENVIRON_KEY), service(TeamService).of_user()
    return {"team": next((team for team in teams if team.slug == slug), None), "teams": teams}


def require_team(actor: Actor) -> None:
    """Raise TeamRequired for an address without a team, and TeamNotFound for one of others."""
    if ENVIRON_KEY not in request.environ:
        raise TeamRequired(request.path)
    if actor.team_id is None:
        raise TeamNotFound
