"""Queries for teams and their members."""

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from app.actor import Role
from app.models.membership import Membership
from app.models.team import Team

# Run for each request to the address of a team.
_ENTER = (
    select(Membership.team_id, Membership.role)
    .join(Team)
    .where(Team.slug == bindparam("slug"), Membership.user_id == bindparam("user_id"))
)


class TeamRepository:
    """The teams."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enter(self, slug: str, user_id: int) -> Row[int, Role] | None:
        """Return the ID of a team and the role of a user in it, if they are a member."""
        # Not through the session, which would look for entities in the result.
        values = {"slug": slug, "user_id": user_id}
        return self._session.connection().execute(_ENTER, values).one_or_none()
