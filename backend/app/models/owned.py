"""Models whose records belong to a team or a user. Nobody else sees or changes them.

``app.repositories.scope`` filters all statements on them, and policies of their tables do so again. The
policies are part of the models, so that `inv migration` writes them.
"""

from typing import Any

from sqlalchemy import DDL, ForeignKey, Table, event
from sqlalchemy.orm import Mapped, mapped_column

# Marks the column: no request or message mentions it.
IS_OWNER: dict[Any, Any] = {"is_owner": True}
# Without the setting, or with an empty one, no row matches.
CONDITION = "{0} = nullif(current_setting('app.{0}', true), '')::bigint"


# region teams
class TeamOwned:
    """A model whose records belong to a team: ``class Invoice(TeamOwned, Base)``."""

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), info=IS_OWNER)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        _add_policy(cls, "team_id")


# endregion
class UserOwned:
    """A model whose records are private to a user: ``class Note(UserOwned, Base)``."""

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), info=IS_OWNER)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        _add_policy(cls, "user_id")


def _add_policy(model: type, column: str) -> None:
    """Let the application see and change only the rows whose owner is the one of the transaction."""
    table: Table | None = vars(model).get("__table__")
    if table is not None:
        for statement in (
            "ALTER TABLE %(fullname)s ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY owner ON %(fullname)s USING ({CONDITION.format(column)})",
        ):
            event.listen(table, "after_create", DDL(statement))  # type: ignore[no-untyped-call] # SQLAlchemy's
