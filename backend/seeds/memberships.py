"""Members of the demo data's teams. A team that has members keeps them as they are."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Role
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from factories import MembershipFactory
from seeds.rows import rows


def seed(session: Session) -> int:
    """Add missing members and return the number added."""
    teams = {team.slug: team for team in session.scalars(select(Team))}
    users = {user.email: user for user in session.scalars(select(User))}
    present = set(session.scalars(select(Membership.team_id)))
    missing = [
        MembershipFactory.build(team=team, user=users[row["email"]], role=Role(row["role"]))
        for row in rows("memberships")
        if (team := teams[row["team"]]).id not in present
    ]
    session.add_all(missing)
    session.flush()
    return len(missing)
