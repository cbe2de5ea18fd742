"""Who may use a route: everybody, those who are signed in, or some of them."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


class Access(Enum):
    """Who may use a route."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    # region teams
    # Of the team in the address: /t/acme/api/…
    MEMBER = "member"
    # endregion
    ADMIN = "admin"


def allow(access: Access) -> Callable[[V], V]:
    """Give a view another rule than its blueprint's. It is the decorator next to the view."""

    def decorator(view: V) -> V:
        view.access = access  # type: ignore[attr-defined] # functions can have attributes
        return view

    return decorator
