"""Provides controllers with services: one unit of work per request, created on first use."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from app.controllers.methods import READING
from app.controllers.replica import enter_replica
from app.controllers.visitors import visitor

S = TypeVar("S")

WorkFactory = Callable[..., Any]
Factories = Mapping[type[Any], Callable[[Any], Any]]


def service(kind: type[S]) -> S:
    """Return a service for this request. A class is its own factory unless it is replaced."""
    if "work" not in g:
        reads = request.method in READING
        g.work = current_app.extensions["unit_of_work"](
            reads=reads,
            # region accounts
            is_scoped=g.get("is_scoped", False),
            # endregion
        )
        if reads:
            enter_replica(g.work)
        # region accounts
        g.work.actor = visitor()
        # endregion
    instance: S = current_app.extensions["factories"].get(kind, kind)(g.work)
    return instance


def install(app: Flask, unit_of_work: WorkFactory, factories: Factories) -> None:
    """Register the factories with the app, and close the unit of work at the end of each request."""
    app.extensions.update(unit_of_work=unit_of_work, factories=factories)
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    if work := g.pop("work", None):
        work.close()
