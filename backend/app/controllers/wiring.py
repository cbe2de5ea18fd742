"""How a controller gets its service: one unit of work per request, made when it is first needed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

S = TypeVar("S")

# Called with whether the request only reads.
WorkFactory = Callable[[bool], Any]
Factories = Mapping[type[Any], Callable[[Any], Any]]


def service(kind: type[S]) -> S:
    """Return the service of a kind for this request. A class is its own factory unless it is replaced."""
    if "work" not in g:
        g.work = current_app.extensions["unit_of_work"](request.method in {"GET", "HEAD"})
    instance: S = current_app.extensions["factories"].get(kind, kind)(g.work)
    return instance


def install(app: Flask, unit_of_work: WorkFactory, factories: Factories) -> None:
    """Give the app its factories, and end each request's unit of work with the request."""
    app.extensions.update(unit_of_work=unit_of_work, factories=factories)
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    if work := g.pop("work", None):
        work.close()
