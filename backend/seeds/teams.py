"""Teams of the demo data, identified by slug. The records of all other tables belong to the first one."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.team import Team
from app.repositories.scope import enter, scope_of
from factories import TeamFactory
from seeds.rows import rows


def seed(session: Session) -> int:
    """Add missing teams and return the number added."""
    wanted = {row["slug"]: row for row in rows("teams")}
    present = set(session.scalars(select(Team.slug).where(Team.slug.in_(wanted))))
    missing = [TeamFactory.build(**row) for slug, row in wanted.items() if slug not in present]
    session.add_all(missing)
    session.flush()
    first = session.scalars(select(Team.id).where(Team.slug == next(iter(wanted)))).one()
    enter(session, replace(scope_of(session), team_id=first))
    return len(missing)
