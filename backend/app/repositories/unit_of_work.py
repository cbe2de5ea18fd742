"""A transaction and the repositories that take part in it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app.errors import VersionMismatch
from app.queue import Job
from app.repositories.queue import QueueRepository

R = TypeVar("R")

Factories = Mapping[type[Any], Callable[[Any], Any]]


class UnitOfWork:
    """The changes of a use case, which its commit stores completely or not at all."""

    def __init__(self, sessions: sessionmaker[Session], factories: Factories) -> None:
        """Open no session yet; ``factories`` are replacements for repositories, by their class."""
        self._sessions = sessions
        self._factories = factories

    @cached_property
    def session(self) -> Session:
        """The session that all repositories of this unit share."""
        return self._sessions()

    def repository(self, kind: type[R]) -> R:
        """Return a repository. A class is its own factory unless it is replaced."""
        instance: R = self._factories.get(kind, kind)(self.session)
        return instance

    def enqueue(self, job: Job, at: datetime | None = None) -> int | None:
        """Store a job, which a worker runs after the commit, but not before ``at``; return its ID.

        Returns None if a job with the same deduplication key already waits.
        """
        return self.repository(QueueRepository).enqueue(job, at)

    def commit(self) -> None:
        """Store everything; raises Conflict or Invalid, and VersionMismatch if an unlocked record changed."""
        try:
            self.session.commit()
        except StaleDataError:
            raise VersionMismatch from None

    def close(self) -> None:
        """Roll back uncommitted changes and return the connection."""
        # A session without a transaction has no connection.
        if "session" in self.__dict__ and self.session.in_transaction():
            self.session.close()
