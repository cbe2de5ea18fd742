"""Makes tasks that write the project's files or databases run one at a time."""

import functools
from collections.abc import Callable
from typing import ParamSpec

from headstart.core.checkout_lock import checkout_lock
from headstart.tasks.declare import console

Arguments = ParamSpec("Arguments")


def one_at_a_time(body: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make a task wait for other such tasks in the same checkout, and say which one it waits for."""

    @functools.wraps(body)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        with checkout_lock(f"inv {body.__name__}", _announce):
            body(*args, **kwargs)

    return run


def _announce(holder: str) -> None:
    console.print(f"waiting for {holder}, which changes the same files or databases", markup=False)
