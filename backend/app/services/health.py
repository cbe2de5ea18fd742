"""Whether the app is ready for requests."""

from app.errors import Unavailable
from app.repositories.schema import SchemaRepository
from app.repositories.unit_of_work import UnitOfWork


class HealthService:
    """The check behind the readiness endpoint."""

    def __init__(self, work: UnitOfWork) -> None:
        self._schema = work.repository(SchemaRepository)

    def check(self) -> None:
        """Raise Unavailable unless the database responds and has the schema that this code expects."""
        current, expected = self._schema.revisions(), self._schema.expected()
        if current != expected:
            msg = f"The database is at revision {_named(current)} and the app expects {_named(expected)}."
            raise Unavailable(msg)


def _named(revisions: frozenset[str]) -> str:
    return ", ".join(sorted(revisions)) or "none"
