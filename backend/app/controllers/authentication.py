"""Decides before each request who asks, and whether the route's rule lets them in."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from apiflask import APIFlask
from flask import current_app, g, request

from app.controllers.access import Access
from app.controllers.blueprints import Blueprint
from app.controllers.cookies import SESSION, bearer_token
from app.controllers.methods import READING, SAFE
from app.controllers.team_address import as_member, require_team
from app.controllers.wiring import service
from app.errors import InsufficientScope, InvalidToken, NotAllowed, SignInRequired
from app.services.api_tokens import ApiTokenService
from app.services.sessions import SEEN_INTERVAL, SessionService
from app.services.users import require_admin

# Routes that do not belong to a blueprint of ours: the OpenAPI document.
PUBLIC_ENDPOINTS = {"openapi.spec"}


def install(app: APIFlask) -> None:
    """Check each request before its view runs."""
    app.before_request(_check)


def access_of(app: Any, endpoint: str, method: str) -> Access:
    """Return who may use a route: as its view says, or its blueprint, or else those who are signed in."""
    if endpoint in PUBLIC_ENDPOINTS:
        return Access.PUBLIC
    own: Access | None = getattr(app.view_functions[endpoint], "access", None)
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    if own is None and isinstance(blueprint, Blueprint):
        return blueprint.read_access if method in READING else blueprint.access
    return own or Access.SIGNED_IN


def takes_token(app: Any, endpoint: str) -> bool:
    """Return whether programs may use a route, with an API token."""
    if endpoint in PUBLIC_ENDPOINTS:
        return True
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    return isinstance(blueprint, Blueprint) and blueprint.takes_tokens


def identify() -> None:
    """Find out whose session the request belongs to, for services of this request."""
    if "is_identified" in g:
        return
    g.is_identified = True
    sessions, token = service(SessionService), SESSION.read()
    actor = sessions.resume(token) if token else None
    if actor:
        # region teams
        actor = as_member(actor)
        # endregion
        g.work.actor = actor
        if actor.session_id and actor.last_seen_at and actor.last_seen_at < datetime.now(UTC) - SEEN_INTERVAL:
            _touch(SessionService, actor.session_id)


def _touch(kind: type[SessionService | ApiTokenService], identity: int) -> None:
    # With a transaction of its own: a request that only reads cannot write.
    with closing(current_app.extensions["unit_of_work"](reads=False)) as work:
        kind(work).touch(identity)


def _check() -> None:
    if request.endpoint is None or request.method == "OPTIONS":
        return
    access = access_of(current_app, request.endpoint, request.method)
    g.is_scoped = access is not Access.PUBLIC
    if (token := bearer_token()) is None:
        _refuse_other_sites()
    else:
        _identify_program(token)
    if access is Access.PUBLIC:
        return
    identify()
    if g.work.actor.user_id is None:
        raise SignInRequired
    if access is Access.ADMIN:
        require_admin(g.work.actor)
    # region teams
    if access is Access.MEMBER:
        require_team(g.work.actor)
    # endregion


def _identify_program(token: str) -> None:
    """Let a program act for a user, but not more than its token allows, nor on the account itself."""
    program = service(ApiTokenService).resume(token)
    if program is None:
        raise InvalidToken
    if not takes_token(current_app, request.endpoint or ""):
        raise InsufficientScope("A program cannot do this. Sign in with a browser.")
    if not program.may_write and request.method not in READING:
        raise InsufficientScope("This API token can only read.")
    actor = program.actor
    # region teams
    actor = as_member(actor)
    # endregion
    g.is_identified, g.work.actor = True, actor
    if program.may_write:
        # It reads what it has written, without a cookie.
        g.work.leave_replica()
    if program.is_due:
        _touch(ApiTokenService, program.token_id)


def _refuse_other_sites() -> None:
    """Refuse a change that another site makes the browser request, with this site's cookie.

    Browsers tell with Sec-Fetch-Site, or on plain http beyond localhost only with Origin, which site it is.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        is_own = site in {"same-origin", "none"}
    elif origin is not None:
        is_own = origin == current_app.config["PUBLIC_URL"]
    else:
        # Not a browser. With a cookie, it must say where the request comes from.
        is_own = SESSION.read() is None
    if not is_own:
        raise NotAllowed(
            "This request comes from another site. If it does not, PUBLIC_URL is set to another address."
        )
