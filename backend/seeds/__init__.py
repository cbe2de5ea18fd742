"""The demo data.

Every table with demo data has a module of the same name here, with a ``seed`` function, and a CSV file with
the rows. Foreign keys determine the order of the tables.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.base import Base
from seeds.rows import explain_errors

# The key of the advisory lock that serializes concurrent seeding. The number is arbitrary.
LOCK_KEY = 2_718_281_828


def seed(session: Session) -> Mapping[str, int]:
    """Add missing demo records and return the number added to each table.

    Existing records are never changed. The caller commits.

    Raises:
        RowError: a file or one of its rows is invalid.
    """
    session.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_KEY})"))
    seeded_tables = {module.name for module in iter_modules(__path__)}
    tables = [table.name for table in Base.metadata.sorted_tables if table.name in seeded_tables]
    with explain_errors():
        return {table: import_module(f"{__name__}.{table}").seed(session) for table in tables}
