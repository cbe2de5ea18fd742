"""The application can read and write rows, but not change tables: migrations do that as the owner."""

import os
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE alembic_version ADD COLUMN x int",
        "DROP TABLE alembic_version",
        "TRUNCATE alembic_version",
        "CREATE TABLE x (y int)",
        "CREATE ROLE x",
    ],
)
def test_the_application_cannot_run_privileged_statements(session: Session, statement: str) -> None:
    if _is_elsewhere() and session.scalar(text("SELECT current_user")) != "app":
        pytest.skip("DATABASE_URL leads to a server with roles of its own")
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"):
        session.execute(text(statement))


def _is_elsewhere() -> bool:
    """Return whether DATABASE_URL leads to a server that is not one of the project."""
    own = os.environ.get("LOCAL_DATABASE_HOSTS", "").split(",")
    return "DATABASE_URL" in os.environ and urlsplit(os.environ["DATABASE_URL"]).hostname not in own
