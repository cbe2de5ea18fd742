"""The base class of repositories that are not about the records of a resource."""

from sqlalchemy.orm import Session

from app.models.base import Base


class Queries:
    """Queries in the session of a unit of work. They never commit it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: Base) -> None:
        """Store a new record now; raises Conflict or Invalid if it breaks a constraint."""
        self._session.add(record)
        self._session.flush()
