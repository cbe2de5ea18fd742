"""One lock per checkout, for commands that rewrite its files or its development database."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from headstart.core import project
from headstart.core.errors import WorkspaceError

HOLDER = "WORKSPACE_LOCK_HOLDER"  # set for the programs that the holder starts: they run under its lock


@contextmanager
def checkout_lock(command: str, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Let no other such command run in this checkout in the meantime.

    The system releases the lock when the process dies, however it dies. Nested calls, also from programs that
    the holder starts, do not wait for their own lock.

    Args:
        command: what holds it, as it is typed, such as ``inv upgrade``.
        on_wait: called with the name of another command that holds it, before waiting for that one.

    Raises:
        WorkspaceError: another command holds it, and there is no ``on_wait``; the sentence names it.
    """
    path = project.STATE / "checkout.lock"
    if os.environ.get(HOLDER) == str(path):
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another command"
            if on_wait is None:
                msg = f"{holder} is changing this checkout: run `{command}` again when it has ended"
                raise WorkspaceError(msg) from None
            on_wait(holder)
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"`{command}` (process {os.getpid()})")
        lock.flush()
        os.environ[HOLDER] = str(path)
        try:
            yield
        finally:
            del os.environ[HOLDER]
