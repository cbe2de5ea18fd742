"""The fixture of a unit of work."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.actor import Actor
from app.repositories.unit_of_work import UnitOfWork


@pytest.fixture
def work(
    sessions: sessionmaker[Session],
    session: Session,
    # region accounts
    actor: Actor,
    # endregion
) -> Iterator[UnitOfWork]:
    """Return a unit of work that sees what the factories create."""
    work = UnitOfWork(sessions, {})
    # region accounts
    work.actor = actor
    # endregion
    yield work
    work.close()
