"""Readiness: whether the app can handle requests."""

import logging

from app.errors import SchemaMismatch
from app.repositories.schema import SchemaRepository
from app.repositories.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


class HealthService:
    """The check behind the readiness endpoint."""

    def __init__(self, work: UnitOfWork) -> None:
        self._schema = work.repository(SchemaRepository)

    def check(self) -> None:
        """Raise an error unless the database responds and has the schema that this code expects."""
        current, expected = self._schema.revisions(), self._schema.expected()
        if current != expected:
            # Only in the log, because the endpoint is public.
            log.error("the database is at revision %s, the app expects %s", _named(current), _named(expected))
            raise SchemaMismatch


def _named(revisions: frozenset[str]) -> str:
    return ", ".join(sorted(revisions)) or "none"
