"""The current revision of the database, and the one that this code expects."""

from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class SchemaRepository:
    """The revisions of the migrations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revisions(self) -> frozenset[str]:
        """Return the current revisions of the database: one, or none before the first migration."""
        # Imported here and below because it is slow, and only the health check needs it.
        from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

        context = MigrationContext.configure(self._session.connection())
        return frozenset(context.get_current_heads())

    def expected(self) -> frozenset[str]:
        """Return the newest revisions of the migrations."""
        return _heads()


@cache
def _heads() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())
