"""A lock that several processes of one machine agree on."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(path: Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold an exclusive lock; the system releases it when the process dies, however it dies.

    Args:
        path: the file to lock; it is created if it does not exist.
        on_wait: called once if another process holds the lock, before waiting for it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        if on_wait:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
