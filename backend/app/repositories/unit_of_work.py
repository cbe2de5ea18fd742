"""One transaction, and the repositories that take part in it."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app.errors import VersionMismatch

R = TypeVar("R")

Factories = Mapping[type[Any], Callable[[Any], Any]]


class UnitOfWork:
    """What a use case does is stored by its commit as a whole, or not at all."""

    def __init__(self, sessions: sessionmaker[Session], factories: Factories) -> None:
        """Open nothing yet.

        Args:
            sessions: makes the session when the first repository is asked for.
            factories: makes other repositories in place of those that are asked for, by their class.
        """
        self._sessions = sessions
        self._factories = factories

    @cached_property
    def session(self) -> Session:
        """The session that all repositories of this unit share."""
        return self._sessions()

    def repository(self, kind: type[R]) -> R:
        """Return the repository of a kind. A class is its own factory unless it was replaced."""
        made: R = self._factories.get(kind, kind)(self.session)
        return made

    def commit(self) -> None:
        """Store all that was done.

        Raises:
            Conflict: a value that must be unique is taken.
            Invalid: a reference leads nowhere.
            VersionMismatch: a record was changed by somebody else, and nothing had locked it.
        """
        try:
            self.session.commit()
        except StaleDataError:
            raise VersionMismatch from None

    def close(self) -> None:
        """End the transaction; what was not committed is rolled back."""
        # Without a transaction it holds no connection, and to close it costs as much as to make it.
        if "session" in self.__dict__ and self.session.in_transaction():
            self.session.close()
