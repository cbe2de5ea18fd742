"""Whether the app can do its work."""

from app.errors import Unavailable
from app.repositories.schema import SchemaRepository
from app.repositories.unit_of_work import UnitOfWork


class HealthService:
    """Answers those who decide whether requests are sent here."""

    def __init__(self, work: UnitOfWork) -> None:
        self._schema = work.repository(SchemaRepository)

    def check(self) -> None:
        """Return if the database answers and has the schema that this code expects.

        Raises:
            Unavailable: its text says which of the two is not so.
        """
        present, expected = self._schema.revisions(), self._schema.expected()
        if present != expected:
            msg = f"The database is at revision {_named(present)} and the app expects {_named(expected)}."
            raise Unavailable(msg)


def _named(revisions: frozenset[str]) -> str:
    return ", ".join(sorted(revisions)) or "none"
