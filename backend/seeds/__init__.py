"""The demo data.

Every table with demo data has a module of its name here, with a ``seed`` function, and a file with the rows.
The order follows from the foreign keys.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.base import Base
from seeds.rows import explained

# The key of an advisory lock: two seedings at once take turns. The number is arbitrary.
TURN = 2_718_281_828


def seed(session: Session) -> Mapping[str, int]:
    """Add the demo records that are missing, and return how many, by table.

    Existing records stay as they are, changed or not. The caller commits.

    Raises:
        RowError: a row of a file is invalid.
    """
    session.execute(text(f"SELECT pg_advisory_xact_lock({TURN})"))
    seeded = {module.name for module in iter_modules(__path__)}
    tables = [table.name for table in Base.metadata.sorted_tables if table.name in seeded]
    with explained():
        return {table: import_module(f"{__name__}.{table}").seed(session) for table in tables}
