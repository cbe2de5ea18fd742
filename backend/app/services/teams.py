"""Use cases of teams."""

from dataclasses import replace

from app.actor import Actor
from app.repositories.teams import TeamRepository
from app.repositories.unit_of_work import UnitOfWork


class TeamService:
    """What members can do with a team."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._teams = work.repository(TeamRepository)

    def enter(self, slug: str) -> Actor:
        """Return the actor as a member of a team, if they are one."""
        actor = self._work.actor
        row = self._teams.enter(slug, actor.user_id) if actor.user_id else None
        return replace(actor, team_id=row.team_id, role=row.role) if row else actor
