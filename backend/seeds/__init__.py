"""The demo data.

Every table with demo data has a module of the same name here, with a ``seed`` function, and a CSV file with
the rows. Foreign keys determine the order of the tables.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.models.base import Base

# region teams
from app.models.team import Team

# endregion
# region accounts
from app.models.user import User
from app.repositories.scope import Scope, enter

# endregion
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
    added = dict[str, int]()
    with explain_errors():
        for table in tables:
            # region accounts
            enter(session, _owners(session))
            # endregion
            added[table] = import_module(f"{__name__}.{table}").seed(session)
    return added


# region accounts
def _owners(session: Session) -> Scope:
    """Return the team and the user that the demo records of owners belong to: the oldest ones."""
    return Scope(
        # region teams
        team_id=session.scalar(select(func.min(Team.id))),
        # endregion
        user_id=session.scalar(select(func.min(User.id))),
    )


# endregion
