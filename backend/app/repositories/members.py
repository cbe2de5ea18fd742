"""Queries for the members of teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.actor import Role
from app.models.membership import Membership
from app.models.user import User
from app.repositories.queries import Queries, found


@dataclass(frozen=True)
class Member:
    """A user who belongs to a team."""

    user_id: int
    name: str
    email: str
    role: Role
    joined_at: datetime


_MEMBER = select(
    Membership.user_id, User.name, User.email, Membership.role, Membership.created_at.label("joined_at")
).join(User, User.id == Membership.user_id)


class MemberRepository(Queries):
    """The users who belong to teams."""

    def list(self, team_id: int) -> Sequence[Member]:
        """Return the members of a team, by name."""
        statement = _MEMBER.where(Membership.team_id == team_id)
        rows = self._session.execute(statement.order_by(func.lower(User.name), User.id))
        return [Member(*row) for row in rows]

    def get(self, team_id: int, user_id: int) -> Member:
        """Return a member of a team; raises NotFound."""
        statement = _MEMBER.where(Membership.team_id == team_id, Membership.user_id == user_id)
        return Member(*found(self._session.execute(statement).one_or_none(), "member", user_id))

    def lock(self, team_id: int, user_id: int) -> Membership:
        """Return a membership that nobody else can change until the transaction ends; raises NotFound."""
        statement = select(Membership).where(Membership.team_id == team_id, Membership.user_id == user_id)
        return found(self._session.scalar(statement.with_for_update()), "member", user_id)

    def has(self, team_id: int, email: str) -> bool:
        """Return whether the user with an address is a member of a team."""
        statement = select(Membership.id).join(User, User.id == Membership.user_id)
        matches = statement.where(Membership.team_id == team_id, User.email == email)
        return self._session.scalar(matches) is not None

    def set_role(self, record: Membership, role: Role) -> None:
        """Give a member another role now."""
        record.role = role
        self._session.flush()
