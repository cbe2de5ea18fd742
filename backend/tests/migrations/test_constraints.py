from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from app.config import DatabaseSettings
from app.repositories.engine import plain_engine

ROOT = Path(__file__).parents[3]


def test_a_missing_check_constraint_is_detected(own_database: str) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = own_database
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE books DROP CONSTRAINT ck_books_price_not_negative"))
    engine.dispose()

    with pytest.raises(CommandError, match="ck_books_price_not_negative"):
        command.check(config)
