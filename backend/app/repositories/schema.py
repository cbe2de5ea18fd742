"""The current revision of the database, and the one that this code expects."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.repositories.queries import Queries
from app.repositories.replica import connect_to_primary

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class SchemaRepository(Queries):
    """The revisions of the migrations."""

    def revisions(self) -> frozenset[str]:
        """Return the current revisions of the database: one, or none before the first migration."""
        # Imported here and below because it is slow, and only the health check needs it.
        from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

        with connect_to_primary(self._session) as connection:
            return frozenset(MigrationContext.configure(connection).get_current_heads())

    def expected(self) -> frozenset[str]:
        """Return the newest revisions of the migrations."""
        return frozenset(_migrations().get_heads())

    def known(self) -> frozenset[str]:
        """Return the revisions of all migrations."""
        return frozenset(each.revision for each in _migrations().walk_revisions())


@cache
def _migrations() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory(str(MIGRATIONS))
