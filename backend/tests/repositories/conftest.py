"""The fixture of a unit of work."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.repositories.unit_of_work import UnitOfWork


@pytest.fixture
def work(sessions: sessionmaker[Session], session: Session) -> Iterator[UnitOfWork]:
    work = UnitOfWork(sessions, {})
    yield work
    work.close()
