"""``python -m app.migrate`` migrates the database, unless a later release has: this one can use that, too."""

from alembic.config import main as alembic
from sqlalchemy.orm import Session

from app.config import DatabaseSettings, load_or_exit
from app.repositories.engine import plain_engine
from app.repositories.schema import SchemaRepository


def main() -> None:
    """Migrate the database of the settings."""
    settings = load_or_exit(DatabaseSettings, "The database cannot be migrated")
    with Session(plain_engine(settings)) as session:
        schema = SchemaRepository(session)
        unknown = schema.revisions() - schema.known()
    if unknown:
        print(f"The database is at revision {', '.join(unknown)} of a later release: it stays as it is.")  # noqa: T201 -- command-line output
        return
    alembic(["upgrade", "head"])


if __name__ == "__main__":
    main()
