"""Queries for teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.actor import Role
from app.fields import Filters
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.repositories.replica import connect_to_primary
from app.repositories.repository import Repository

# Run for each request to the address of a team.
_ENTER = (
    select(Membership.team_id, Membership.role)
    .join(Team)
    .where(Team.slug == bindparam("slug"), Membership.user_id == bindparam("user_id"))
)

_OTHER = aliased(Membership)
_HAS_OTHERS = exists().where(_OTHER.team_id == Membership.team_id, _OTHER.role != Role.OWNER)


@dataclass(frozen=True)
class OwnTeam:
    """A team, as one of its members sees it."""

    id: int
    slug: str
    name: str
    role: Role
    version: int


class TeamRepository(Repository[Team, Filters]):
    """The teams."""

    model = Team

    def enter(self, slug: str, user_id: int) -> Row[int, Role] | None:
        """Return the ID of a team and the role of a user in it, if they are a member."""
        # Not through the session, which would look for entities in the result.
        values = {"slug": slug, "user_id": user_id}
        with connect_to_primary(self._session) as connection:
            return connection.execute(_ENTER, values).one_or_none()

    def of_user(self, user_id: int) -> list[OwnTeam]:
        """Return the teams of a user, by name."""
        statement = (
            select(Team.id, Team.slug, Team.name, Membership.role, Team.version)
            .join(Membership, Membership.team_id == Team.id)
            .where(Membership.user_id == user_id)
            .order_by(func.lower(Team.name), Team.id)
        )
        return [OwnTeam(*row) for row in self._session.execute(statement)]

    def count_similar(self, slug: str) -> int:
        """Return how many teams have a slug, or the slug and a number."""
        statement = select(func.count()).where(Team.slug.regexp_match(f"^{slug}(-[0-9]+)?$"))
        return self._session.scalars(statement).one()

    def create(self, name: str, slug: str) -> Team | None:
        """Return a new team, or None if another has the slug."""
        statement = insert(Team).values(name=name, slug=slug).on_conflict_do_nothing().returning(Team)
        return self._session.scalars(statement).one_or_none()

    def owned_with_others(self, user_id: int) -> Sequence[Team]:
        """Return the teams of an owner that have other members. Nobody can join one before a commit."""
        self._lock_owned(User.id == user_id)
        is_owner = (Membership.user_id == user_id) & (Membership.role == Role.OWNER)
        statement = select(Team).join(Membership, Membership.team_id == Team.id)
        return self._session.scalars(statement.where(is_owner, _HAS_OTHERS).order_by(Team.slug)).all()

    def _lock_owned(self, users: ColumnElement[bool]) -> None:
        """Let nobody join the teams of some owners, so that the next statement sees all members."""
        owned = select(Team.id).join(Membership, Membership.team_id == Team.id)
        owned = owned.join(User, User.id == Membership.user_id).where(users, Membership.role == Role.OWNER)
        self._session.execute(owned.order_by(Team.id).with_for_update(of=Team))

    def _delete_with(self, users: ColumnElement[bool]) -> Sequence[str]:
        """Delete the teams whose only member is one of some users; return their slugs."""
        self._lock_owned(users)
        left = (
            select(Membership.team_id)
            .join(User, User.id == Membership.user_id)
            .where(users, Membership.role == Role.OWNER, ~_HAS_OTHERS)
        )
        return self._session.scalars(delete(Team).where(Team.id.in_(left)).returning(Team.slug)).all()

    def delete_of_user(self, user_id: int) -> Sequence[str]:
        """Delete the teams whose only member is a user; return their slugs."""
        return self._delete_with(User.id == user_id)

    def delete_due(self, today: date) -> Sequence[str]:
        """Delete the teams whose only member is a user whose account is due; return their slugs."""
        return self._delete_with(User.deletes_on <= today)
