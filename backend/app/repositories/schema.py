"""Which revision the database is at, and which one this code was written for."""

from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class SchemaRepository:
    """The record that the migrations keep of themselves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revisions(self) -> frozenset[str]:
        """Return the revisions that the database is at: one, or none before the first migration."""
        # Imported here and below because it takes a quarter of a second, and only one question needs it.
        from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

        context = MigrationContext.configure(self._session.connection())
        return frozenset(context.get_current_heads())

    def expected(self) -> frozenset[str]:
        """Return the newest revisions among the migrations."""
        return _heads()


@cache
def _heads() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())
