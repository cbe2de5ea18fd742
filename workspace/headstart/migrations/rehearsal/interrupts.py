"""Makes long statements interruptible by Ctrl-C."""

import select
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import errors
from psycopg2.extensions import POLL_OK, POLL_READ, connection, set_wait_callback


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C cancel statements, which libpq would wait for.

    psycopg2's own `wait_select` may lose the signal if the statement ends at the same time.
    """
    canceled: list[connection] = []

    def wait(session: connection) -> None:
        while True:
            try:
                if (state := session.poll()) == POLL_OK:
                    return
                files = [session.fileno()]
                select.select(files if state == POLL_READ else [], [] if state == POLL_READ else files, [])
            except KeyboardInterrupt:
                canceled.append(session)
                session.cancel()

    set_wait_callback(wait)
    try:
        yield
    except errors.QueryCanceled as error:
        raise KeyboardInterrupt from error
    finally:
        set_wait_callback(None)
    if canceled:
        raise KeyboardInterrupt
