"""Keeps the records of teams and users apart: a session sees those of one team and one user.

There are two walls. Here, every statement of the ORM gets a condition, whatever its model is. In the
database, the policies of tables compare with settings that each transaction makes here. They also hold for
other SQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, event, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from app.models.base import Base
from app.models.owned import TeamOwned, UserOwned

# Marks sessions that have a transaction, but only read.
READS = "reads"

_OWNED = (
    # region teams
    TeamOwned,
    # endregion
    UserOwned,
)
# The settings end with the transaction, so a pooler cannot pass them on.
_ANNOUNCE = text(
    # region teams
    "SELECT set_config('app.team_id', :team_id, true);"
    # endregion
    "SELECT set_config('app.user_id', :user_id, true)"
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose records a session sees. Without a team, it cannot use models that belong to one."""

    # region teams
    team_id: int | None = None
    # endregion
    user_id: int | None = None


NOBODY = Scope()


def has_owned_models() -> bool:
    """Return whether there are models whose records belong to somebody."""
    return any(kind.__subclasses__() for kind in _OWNED)


def enter(session: Session, scope: Scope) -> None:
    """Make a session see and change the records of a team and a user, and no others."""
    session.info[Scope] = scope
    if session.in_transaction():
        announce(session.connection(), scope)


def end_reading(session: Session) -> None:
    """End the transaction of a session that only reads. The next statement begins another."""
    if session.info.get(READS):
        session.commit()


def scope_of(session: Session) -> Scope:
    """Return whose records a session sees."""
    scope: Scope = session.info.get(Scope, NOBODY)
    return scope


def can_see(session: Session, model: type[Base]) -> bool:
    """Return whether a session can use a model, or would need a team or a user for that."""
    owners = [column.name for column in model.__table__.columns if "is_owner" in column.info]
    return owner_of(session).keys() >= {*owners}


def owner_of(session: Session) -> dict[str, int]:
    """Return the team and the user whose records a session sees, for a job that is to see the same."""
    return {name: value for name, value in vars(scope_of(session)).items() if value is not None}


def announce(connection: Connection, scope: Scope) -> None:
    """Tell the policies of the database, until the transaction ends."""
    if has_owned_models():
        values = {name: "" if value is None else str(value) for name, value in vars(scope).items()}
        connection.execute(_ANNOUNCE, values)


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    scope = scope_of(session)
    if scope != NOBODY and not transaction.nested:
        announce(connection, scope)


@event.listens_for(Session, "do_orm_execute")
def _filter(state: ORMExecuteState) -> None:
    is_filtered = state.is_select or state.is_update or state.is_delete
    if not is_filtered or state.is_column_load or state.is_relationship_load:
        return
    if has_owned_models():
        state.statement = state.statement.options(*_conditions(scope_of(state.session)))


@event.listens_for(Session, "before_flush")
def _set_owners(session: Session, _context: object, _records: object) -> None:
    scope = scope_of(session)
    records: Iterable[object] = session.new
    for record in records:
        # region teams
        if isinstance(record, TeamOwned) and "team_id" not in vars(record):
            record.team_id = _known(scope.team_id, record)
        # endregion
        if isinstance(record, UserOwned) and "user_id" not in vars(record):
            record.user_id = _known(scope.user_id, record)


def _known(owner_id: int | None, record: object) -> int:
    if owner_id is None:
        raise RuntimeError(f"{type(record).__name__} needs an owner, but the actor has none")
    return owner_id


@lru_cache(1000)
def _conditions(scope: Scope) -> tuple[LoaderCriteriaOption, ...]:
    return (
        # region teams
        _is_of_team(scope.team_id),
        # endregion
        _is_of_user(scope.user_id),
    )


def _required(name: str) -> Any:
    """Return a value that raises an error when a statement with it runs."""
    return bindparam(name, type_=BigInteger, required=True)


# SQLAlchemy analyses each lambda once, so one cannot have a number here and a parameter there.
# region teams
_TEAM = _required("the_team_of_the_actor")


def _is_of_team(team_id: int | None) -> LoaderCriteriaOption:
    if team_id is None:
        return with_loader_criteria(TeamOwned, lambda model: model.team_id == _TEAM, include_aliases=True)
    return with_loader_criteria(TeamOwned, lambda model: model.team_id == team_id, include_aliases=True)


# endregion
_USER = _required("the_user_of_the_actor")


def _is_of_user(user_id: int | None) -> LoaderCriteriaOption:
    if user_id is None:
        return with_loader_criteria(UserOwned, lambda model: model.user_id == _USER, include_aliases=True)
    return with_loader_criteria(UserOwned, lambda model: model.user_id == user_id, include_aliases=True)
