"""The application can read and write rows, but not change tables: migrations do that as the owner."""

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
    if session.scalar(text("SELECT current_user")) != "app":
        pytest.skip("DATABASE_URL leads to a server with roles of its own")
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"):
        session.execute(text(statement))
