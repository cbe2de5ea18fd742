"""Runs a task in another project, and optionally kills it in the middle.

Steps that need a complete product are replaced: no packages are installed, and a line in the lock file
stands in for all generated files.
"""

import importlib
import os
import pkgutil
import signal
import sys
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from headstart.core import project


def main(root: str, state: str, killed_at: str, *args: str) -> None:
    """Run Invoke with the arguments."""
    project.pyproject()  # read its pins before switching to another project
    project.ROOT, project.STATE, project.BACKEND = Path(root), Path(state), Path(root, "backend")
    replace("headstart.setup.node_packages.install", lambda _original: lambda: False)
    replace("headstart.scaffold.upgrade.generation.run", lambda _original: generate)
    # Wheels are built from uv's cache: no index is needed.
    replace("headstart.setup.bootstrap.fetching_environment", lambda _original: lambda: dict(os.environ))
    if killed_at:
        place, number, name = killed_at.split(":")
        if place == "after":
            kill_after(float(number), signal.Signals[name])
        else:
            replace(place, lambda original: kill_at_call(original, int(number), signal.Signals[name]))
    sys.argv = ["inv", *args]
    namespace = importlib.import_module("headstart.tasks").namespace
    importlib.import_module("invoke.program").Program(namespace=namespace).run(["inv", *args])


def replace(place: str, replacement: Callable[[Any], Callable[..., object]]) -> None:
    """Replace a function, given by its full name; the replacement may wrap it."""
    holder, _dot, function = place.rpartition(".")
    module: Any = pkgutil.resolve_name(holder)
    setattr(module, function, replacement(getattr(module, function)))


def generate(_changed: Collection[str]) -> None:
    """Stand in for the tools that write lock files and clients."""
    with (project.ROOT / "poetry.lock").open("a", encoding="utf-8") as lock:
        lock.write("# generated again\n")


def kill_at_call(
    original: Callable[..., object], number: int, signal_: signal.Signals
) -> Callable[..., object]:
    """Return a function that sends this process a signal at its n-th call."""
    calls = 0

    def wrapper(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal_)
        return original(*args, **options)

    return wrapper


def kill_after(seconds: float, signal_: signal.Signals) -> None:
    """Send this process a signal later."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal_))
    timer.daemon = True
    timer.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
