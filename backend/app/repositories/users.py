"""Queries for users."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, exists, func, or_, select

from app.actor import Role
from app.errors import Invalid
from app.fields import Filters, Identity
from app.models.membership import Membership
from app.models.session import UserSession
from app.models.user import User
from app.repositories.queries import found
from app.repositories.repository import Repository, contains


class UserStatus(StrEnum):
    """Whether a user can sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, kw_only=True)
class UserFilters(Filters):
    """The filters of the list of users; ``before`` is the ID of the last user of the previous page."""

    status: UserStatus | None = None
    before: Identity | None = None


@dataclass(frozen=True)
class UserSummary:
    """A user, and when one of their sessions was last used."""

    id: int
    email: str
    name: str
    is_admin: bool
    is_disabled: bool
    created_at: datetime
    last_seen_at: datetime | None


_LAST_SEEN = (
    select(func.max(UserSession.last_seen_at)).where(UserSession.user_id == User.id).scalar_subquery()
)
_SUMMARY = select(
    User.id,
    User.email,
    User.name,
    User.is_admin,
    User.disabled_at.is_not(None).label("is_disabled"),
    User.created_at,
    _LAST_SEEN.label("last_seen_at"),
)


class UserRepository(Repository[User, UserFilters]):
    """The people with an account."""

    model = User

    def conditions(self, filters: UserFilters) -> Iterable[ColumnElement[bool]]:
        """Return SQL conditions for filters."""
        if filters.search:
            yield or_(contains(User.email, filters.search), contains(User.name, filters.search))
        if filters.status is not None:
            is_disabled = User.disabled_at.is_not(None)
            yield is_disabled if filters.status is UserStatus.DISABLED else ~is_disabled
        if filters.before is not None:
            yield User.id < filters.before

    def newest(self, filters: UserFilters, limit: int) -> Sequence[UserSummary]:
        """Return the newest users that match all filters."""
        statement = _SUMMARY.where(*self.conditions(filters)).order_by(User.id.desc()).limit(limit)
        return [UserSummary(**row) for row in self._session.execute(statement).mappings()]

    def summary(self, user_id: int) -> UserSummary:
        """Return a user; raises NotFound."""
        row = self._session.execute(_SUMMARY.where(User.id == user_id)).mappings().one_or_none()
        return UserSummary(**found(row, "user", user_id))

    def find(self, email: str) -> User | None:
        """Return the user with an address in lower-case letters."""
        return self._session.scalars(select(User).where(User.email == email)).one_or_none()

    def get_by_email(self, email: str) -> User:
        """Return the user with an address in letters of any case; raises Invalid."""
        user = self.find(email.lower())
        if user is None:
            raise Invalid(f"There is no user with the address {email}.")
        return user

    def delete_due(self, today: date) -> Sequence[str]:
        """Delete the users whose time to keep their account has passed; return their addresses."""
        statement = delete(User).where(User.deletes_on <= today)
        # region teams
        # The others would lose it. A deleted account cannot become an owner, but its team can get members.
        owns_team = exists().where(Membership.user_id == User.id, Membership.role == Role.OWNER)
        statement = statement.where(~owns_team)
        # endregion
        return self._session.scalars(statement.returning(User.email)).all()
