"""How a controller gets its service: one unit of work per request, made when it is first needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, g, request

S = TypeVar("S")


class Work(Protocol):
    """What a controller knows of a unit of work: that it ends with the request."""

    def close(self) -> None:
        """Roll back what was not committed."""


@dataclass(frozen=True)
class Wiring:
    """The factories of one app.

    Attributes:
        unit_of_work: called with whether the request only reads.
        factories: make services in place of a class, which is its own factory otherwise.
    """

    unit_of_work: Callable[[bool], Work]
    factories: Mapping[type[Any], Callable[[Any], Any]]


def service(kind: type[S]) -> S:
    """Return the service of a kind for this request."""
    wiring: Wiring = current_app.extensions["wiring"]
    if "work" not in g:
        g.work = wiring.unit_of_work(request.method in {"GET", "HEAD"})
    instance: S = wiring.factories.get(kind, kind)(g.work)
    return instance


def install(app: Flask, wiring: Wiring) -> None:
    """Give the app its factories, and end each request's unit of work with the request."""
    app.extensions["wiring"] = wiring
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    work: Work | None = g.pop("work", None)
    if work is not None:
        work.close()
