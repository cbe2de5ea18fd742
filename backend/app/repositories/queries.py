"""The base class of repositories that are not about the records of a resource."""

from typing import TypeVar

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.base import Base

T = TypeVar("T")


class Queries:
    """Queries in the session of a unit of work. They never commit it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: Base) -> None:
        """Store a new record now; raises Conflict or Invalid if it breaks a constraint."""
        self._session.add(record)
        self._session.flush()

    def remove(self, record: Base) -> None:
        """Delete a record, with the commit at the latest."""
        self._session.delete(record)


def found(result: T | None, what: str, identity: int) -> T:
    """Return the result of a query for what has an ID; raises NotFound if there is none."""
    if result is None:
        raise NotFound(what, identity)
    return result
