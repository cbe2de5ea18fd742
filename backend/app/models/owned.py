"""Models whose records belong to a team or a user. Nobody else sees or changes them.

``app.repositories.scope`` filters all statements on them, and policies of their tables do so again.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


# region teams
class TeamOwned:
    """A model whose records belong to a team: ``class Invoice(TeamOwned, Base)``."""

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))


# endregion
class UserOwned:
    """A model whose records are private to a user: ``class Note(UserOwned, Base)``."""

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
