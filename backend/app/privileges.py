"""``python -m app.privileges`` gives the API's role its privileges, as the owner of the database.

It runs before migrations, so that the privileges extend to the tables that they create.
"""

from pathlib import Path

from sqlalchemy import text

from app.config import DatabaseSettings, load_or_exit
from app.repositories.engine import plain_engine

STATEMENTS = Path(__file__).parents[2] / "infra" / "postgres" / "privileges.sql"


def main() -> None:
    """Run ``privileges.sql`` on the database of the settings."""
    settings = load_or_exit(DatabaseSettings, "The privileges cannot be set")
    with plain_engine(settings).begin() as connection:
        connection.execute(text(STATEMENTS.read_text("utf-8")))


if __name__ == "__main__":
    main()
