"""The base of all factories: the session they write to and the types of their records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from app.models.base import Base

M = TypeVar("M", bound=Base)

_session: ContextVar[Session] = ContextVar("the session given to factories.bound()")


@contextmanager
def bound(session: Session) -> Iterator[None]:
    """Make all factories write to a session."""
    token = _session.set(session)
    try:
        yield
    finally:
        _session.reset(token)


class ModelFactory(SQLAlchemyModelFactory, Generic[M]):
    """Base class of all factories."""

    class Meta:
        """Settings that every factory inherits."""

        abstract = True
        sqlalchemy_session_factory = _session.get
        sqlalchemy_session_persistence = "flush"

    if TYPE_CHECKING:

        @classmethod
        def build(cls, **attributes: Any) -> M:
            """Return a record without storing it."""

        @classmethod
        def create(cls, **attributes: Any) -> M:
            """Store and return a record."""

        @classmethod
        def create_batch(cls, size: int, **attributes: Any) -> list[M]:
            """Store and return several records."""
