"""Requests that only read, on a replica of the database: see docs/production.md."""

import re
from contextlib import suppress
from functools import partial
from typing import Any

from apiflask import APIFlask
from flask import Response, current_app, g, request

from app.controllers.cookies import POSITION
from app.controllers.methods import SAFE
from app.errors import NotFound, TimedOut, Unavailable


def install(app: APIFlask) -> None:
    """Fall back to the primary, and tell browsers the position of their changes, if there is a replica."""
    if app.extensions["replica"]:
        # Flask has no hook around a view.
        app.dispatch_request = partial(_dispatch, app.dispatch_request)  # type: ignore[method-assign]
        app.after_request(_tell_position)


def enter_replica(work: Any) -> None:
    """Let a unit of work read from the replica, if there is one, as long as it has what the browser wrote."""
    if replica := current_app.extensions["replica"]:
        value = POSITION.read() or ""
        work.enter_replica(replica, int(value) if re.fullmatch("[0-9]{1,19}", value) else 0)


def _dispatch(dispatch: Any) -> Any:
    """Run the view, and again on the primary if the replica fails or does not have the record yet."""
    try:
        return dispatch()
    except (NotFound, Unavailable) as error:
        # A slow search would be as slow on the primary.
        if isinstance(error, TimedOut) or "work" not in g or not g.work.leave_replica():
            raise
        return dispatch()


def _tell_position(response: Response) -> Response:
    # Also if the request failed: the browser should see what it conflicts with.
    if request.method not in SAFE and "work" in g:
        with suppress(Unavailable):
            POSITION.set(response, str(current_app.extensions["replica"].position()))
    return response
