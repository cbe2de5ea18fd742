"""A transaction and the repositories that take part in it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app.actor import SYSTEM, Actor
from app.config import Settings
from app.errors import VersionMismatch
from app.mail.mailer import Mailer
from app.mail.message import DeliverMail, Message
from app.models.mail import Mail
from app.observability import logs
from app.queue import Job
from app.repositories.audit_log import AuditLogRepository
from app.repositories.queue import QueueRepository
from app.repositories.replica import Replica, leave_replica
from app.repositories.scope import Scope, enter

R = TypeVar("R")

Factories = Mapping[type[Any], Callable[[Any], Any]]


class UnitOfWork:
    """The changes of a use case, which its commit stores completely or not at all."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        factories: Factories,
        mailer: Mailer | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Open no session yet.

        Args:
            sessions: makes the session.
            factories: replacements for repositories, by their class.
            mailer: renders and sends mail. Tests without mail need none.
            settings: for the few services that need some. Most tests need none.
        """
        self._sessions = sessions
        self._factories = factories
        self._mailer = mailer
        self._settings = settings
        # region accounts
        self._actor = SYSTEM
        # endregion

    @cached_property
    def session(self) -> Session:
        """The session that all repositories of this unit share."""
        return self._sessions()

    @property
    def mailer(self) -> Mailer:
        """What renders and sends mail."""
        if self._mailer is None:
            raise RuntimeError("This unit of work was made without a mailer")
        return self._mailer

    @property
    def settings(self) -> Settings:
        """The settings of the app."""
        if self._settings is None:
            raise RuntimeError("This unit of work was made without settings")
        return self._settings

    # region accounts
    @property
    def actor(self) -> Actor:
        """Who asks for it. The session sees the records of their team and their own; the log names both."""
        return self._actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        self._actor = actor
        scope = Scope(
            # region teams
            team_id=actor.team_id,
            # endregion
            user_id=actor.user_id,
        )
        enter(self.session, scope)
        logs.user_id.set(actor.user_id)
        # region teams
        logs.team_id.set(actor.team_id)
        # endregion

    # endregion
    def enter_replica(self, replica: Replica, position: int) -> None:
        """Read from a replica, if it can be used and has replayed the log of the primary up to a position."""
        replica.enter(self.session, position)

    def leave_replica(self) -> bool:
        """Read from the primary database from now on; return whether this unit has used a replica."""
        return leave_replica(self.session)

    def repository(self, kind: type[R]) -> R:
        """Return a repository. A class is its own factory unless it is replaced."""
        instance: R = self._factories.get(kind, kind)(self.session)
        return instance

    def enqueue(self, job: Job, at: datetime | None = None) -> int | None:
        """Store a job, which a worker runs after the commit, but not before ``at``; return its ID.

        Returns None if a job with the same deduplication key already waits.
        """
        return self.repository(QueueRepository).enqueue(job, at)

    def send(self, message: Message) -> None:
        """Store a mail, which a worker sends after the commit; raises Invalid if its address is none."""
        mail = Mail(**asdict(self.mailer.render(message)))
        self.session.add(mail)
        self.session.flush()
        self.enqueue(DeliverMail(mail_id=mail.id))

    # region accounts
    def record(self, action: str, subject: object) -> None:
        """Write an entry of the audit log: the actor did ``user.disable`` to a subject."""
        self.repository(AuditLogRepository).record(self.actor, action, str(subject))

    # endregion
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
