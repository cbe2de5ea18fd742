"""A lock per checkout, for commands that change its files or its development database."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError

HOLDER = "WORKSPACE_LOCK_HOLDER"  # set for programs that the holder starts, which share its lock


@contextmanager
def checkout_lock(command: str, on_wait: Callable[[str], None] | None = None) -> Iterator[bool]:
    """Prevent other such commands from running in this checkout; yield False for a nested call.

    The system releases the lock when the process exits for any reason. Nested calls, also in programs
    that the holder starts, do not wait for it.

    Args:
        command: the command that takes the lock, such as ``inv upgrade``.
        on_wait: called with the command that holds the lock, before waiting for it.

    Raises:
        WorkspaceError: another command holds the lock, and ``on_wait`` is None.
    """
    path = _path()
    if os.environ.get(HOLDER) == str(path):
        yield False
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait is None:
                msg = f"{holder()} is changing this checkout: run `{command}` again when it has finished"
                raise WorkspaceError(msg) from None
            on_wait(holder())
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"`{command}` (process {os.getpid()})")
        lock.flush()
        os.environ[HOLDER] = str(path)
        try:
            yield True
        finally:
            del os.environ[HOLDER]


def holder() -> str:
    """Return the command that holds the lock, or held it last."""
    text = _path().read_text("utf-8") if _path().exists() else ""
    return text.strip() or "another command"


def _path() -> Path:
    return project.STATE / "checkout.lock"
