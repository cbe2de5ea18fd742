"""Connects jobs with the functions that run them, and with their schedules."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork

J = TypeVar("J", bound=Job)

Function = Callable[[J, UnitOfWork], None]


@dataclass(frozen=True)
class Handler:
    """The function that runs a kind of job, and its schedule if it has one."""

    job: type[Job]
    function: Function[Any]
    cron: str | None = None

    def run(self, arguments: Mapping[str, Any], work: UnitOfWork) -> None:
        """Run a job with stored arguments; raises TypeError if they do not match its fields."""
        self.function(self.job(**arguments), work)


Handlers = Mapping[str, Handler]

_handlers: dict[str, Handler] = {}


def handler(job: type[J], *, cron: str | None = None) -> Callable[[Function[J]], Function[J]]:
    """Make a function the handler of a job.

    Args:
        job: the class of the job. Its name identifies the job in the database.
        cron: when a worker enqueues the job by itself, such as ``0 9 * * 1`` for Mondays at nine, UTC. All
            fields of the job need a default.

    Raises:
        TypeError: the job has another handler, or is scheduled although a field has no default.
    """

    def register(function: Function[J]) -> Function[J]:
        name = job.__name__
        if name in _handlers:
            raise TypeError(f"{name} has two handlers: rename one of the jobs")
        required = [each.name for each in fields(job) if each.default is each.default_factory is MISSING]
        if cron is not None and required:
            raise TypeError(f"{name} is scheduled, so its fields need a default: {', '.join(required)}")
        _handlers[name] = Handler(job, function, cron)
        return function

    return register


def load() -> Handlers:
    """Import all modules of ``app.jobs``, and return the handlers by the names of their jobs."""
    package = import_module("app.jobs")
    for info in iter_modules(package.__path__):
        import_module(f"app.jobs.{info.name}")
    return dict(_handlers)
