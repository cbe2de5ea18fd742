"""Queries for the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from app.actor import Actor
from app.fields import Identity, ShortText, StrictQuery
from app.models.audit_log import MAX_SUBJECT, audit_log
from app.repositories.queries import Queries


@dataclass(frozen=True, kw_only=True)
class AuditFilters(StrictQuery):
    """The filters of the audit log; ``before`` is the ID of the last entry of the previous page."""

    action: ShortText | None = None
    user: Identity | None = None
    before: Identity | None = None


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, to what, when and from where."""

    id: int
    at: datetime
    action: str
    user_id: int | None
    actor: str
    subject: str
    address: str


class AuditLogRepository(Queries):
    """What was done. Entries are added in the transaction of the change, and stay as they are."""

    def record(self, actor: Actor, action: str, subject: str) -> None:
        """Add an entry."""
        values = {
            "action": action, "user_id": actor.user_id, "actor": actor.name,
            "subject": subject[:MAX_SUBJECT], "address": actor.address,
        }  # fmt: skip
        self._session.connection().execute(insert(audit_log), values)

    def newest(self, filters: AuditFilters, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries that match all filters."""
        statement = select(audit_log)
        if filters.action is not None:
            statement = statement.where(audit_log.c.action == filters.action)
        if filters.user is not None:
            statement = statement.where(audit_log.c.user_id == filters.user)
        if filters.before is not None:
            statement = statement.where(audit_log.c.id < filters.before)
        rows = self._session.execute(statement.order_by(audit_log.c.id.desc()).limit(limit))
        return [AuditEntry(**row) for row in rows.mappings()]
