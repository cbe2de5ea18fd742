"""Who asks for something: services decide by it what is allowed, and the audit log names it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


# region teams
class Role(StrEnum):
    """What a member of a team may do; the first one has all rights of the others."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


# endregion
@dataclass(frozen=True, kw_only=True)
class Actor:
    """A signed-in user, a visitor, or the product itself, such as in a background job.

    Attributes:
        name: the user's email address, for the audit log.
        address: the network address of the request, or "".
        user_agent: the header of the request that describes the browser, or "".
        confirmed_at: when the user last proved who they are, for changes that need it.
        last_seen_at: when the session was last used, with a minute's precision.
    """

    name: str
    user_id: int | None = None
    session_id: int | None = None
    is_admin: bool = False
    # region teams
    # The team of the request's address, if the user is a member.
    team_id: int | None = None
    role: Role | None = None
    # endregion
    confirmed_at: datetime | None = None
    last_seen_at: datetime | None = None
    address: str = ""
    user_agent: str = ""


SYSTEM = Actor(name="system", is_admin=True)
