"""Makes tasks that write the project's files or databases run one at a time, after undoing killed ones."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from headstart.core import interrupts
from headstart.core.checkout_lock import checkout_lock
from headstart.scaffold import undo
from headstart.tasks.declare import console

Arguments = ParamSpec("Arguments")


def one_at_a_time(body: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make a task wait for other such tasks in the same checkout, and say which one it waits for."""

    @functools.wraps(body)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        with exclusively(f"inv {body.__name__}", _announce):
            body(*args, **kwargs)

    return run


@contextmanager
def exclusively(command: str, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Lock the checkout, after undoing the changes of a command that was killed.

    The command can undo its own changes when it is asked to stop, as after Ctrl-C.

    Raises:
        WorkspaceError: another command holds the lock, and ``on_wait`` is None.
    """
    with interrupts.raised(), checkout_lock(command, on_wait) as is_outermost:
        if is_outermost:
            undo_killed(wait=True)
        yield


def undo_killed(*, wait: bool = False) -> None:
    """Undo the changes of a command that was killed, and print what was undone, if anything was."""
    if sentence := undo.recover(wait=wait):
        console.print(sentence, markup=False)


def _announce(holder: str) -> None:
    console.print(f"waiting for {holder}, which changes the same files or databases", markup=False)
