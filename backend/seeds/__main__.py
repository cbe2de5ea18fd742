"""``python -m seeds``: add the demo data to the database in DATABASE_URL."""

import sys
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.config import DatabaseSettings, SettingsError, load_settings
from app.errors import SchemaMismatch
from app.repositories.engine import plain_engine
from seeds import seed
from seeds.rows import RowError


def main() -> None:
    """Seed, commit and print a summary; exit with a message if seeding fails."""
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
        sys.exit(f"{SchemaMismatch()} The cause: {str(error.orig).splitlines()[0]}")
    except DBAPIError as error:
        sys.exit(f"The database rejects the demo data: {' '.join(str(error.orig).split())}")
    print(summary(added))  # noqa: T201 -- command-line output


def summary(added: Mapping[str, int]) -> str:
    """Return one line with the number of records added to each table."""
    if not added:
        return "nothing to seed: `inv new` adds demo data with each resource"
    counts = [f"{count} {table}" for table, count in added.items() if count]
    return f"seeded {', '.join(counts)}" if counts else "nothing to seed: all of it exists"


if __name__ == "__main__":
    main()
