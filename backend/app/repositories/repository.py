"""What every repository can do."""

import re
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.orm.interfaces import ORMOption

from app.errors import NotFound
from app.models.base import Base

M = TypeVar("M", bound=Base)


class Repository(Generic[M]):
    """The records of one model, inside the transaction of a session that somebody else commits."""

    model: type[M]
    # What is loaded with a record. Nothing else is: a relationship that was not loaded raises.
    loaded: ClassVar[tuple[ORMOption, ...]] = ()

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, identity: int, *, for_change: bool = False) -> M:
        """Return a record; locked until the transaction ends if it is going to be changed.

        Raises:
            NotFound: no record has this identity.
        """
        # Not FOR UPDATE: a record whose key stays the same can be referred to meanwhile.
        lock: Any = {"of": self.model, "key_share": True} if for_change else None
        found = self._session.get(self.model, identity, options=self.loaded, with_for_update=lock)
        if found is None:
            raise NotFound(_words(self.model.__name__), identity)
        return found

    def add(self, record: M) -> None:
        """Store a new record with the next commit."""
        self._session.add(record)

    def delete(self, record: M) -> None:
        """Delete a record now.

        Raises:
            StillInUse: others refer to it. The transaction can go on.
        """
        with self._session.begin_nested():
            self._session.delete(record)


def contains(column: InstrumentedAttribute[str], text: str) -> Any:
    """Match text anywhere in a column, whatever the case. A trigram index serves it."""
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return column.ilike(f"%{escaped}%", escape="\\")


def _words(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
