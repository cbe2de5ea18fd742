"""``python -m seeds``: adds the demo data to the database that DATABASE_URL names."""

import sys
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.config import DatabaseSettings, SettingsError, load_settings
from app.repositories.engine import plain_engine
from seeds import seed
from seeds.rows import RowError


def main() -> None:
    """Seed, commit and print what was added; exit with a message if that fails."""
    try:
        engine = plain_engine(load_settings(DatabaseSettings), poolclass=NullPool)
        with Session(engine) as session:
            added = seed(session)
            session.commit()
    except (SettingsError, RowError) as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {str(error.orig).splitlines()[0]}")
    except ProgrammingError as error:
        sys.exit(f"The database is not migrated: {str(error.orig).splitlines()[0]}")
    except DBAPIError as error:
        sys.exit(f"The database rejects the demo data: {' '.join(str(error.orig).split())}")
    print(summary(added))  # noqa: T201 -- its purpose


def summary(added: Mapping[str, int]) -> str:
    """Return one line with the number of added records, by table."""
    if not added:
        return "nothing to seed: `inv new` adds demo data with each resource"
    counts = [f"{count} {table}" for table, count in added.items() if count]
    return f"seeded {', '.join(counts)}" if counts else "nothing to seed: all of it exists"


if __name__ == "__main__":
    main()
