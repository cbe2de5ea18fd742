"""Ctrl-C while the server works on a statement that takes long."""

import select
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import errors
from psycopg2.extensions import POLL_OK, POLL_READ, connection, set_wait_callback


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C cancel the statements of the block; libpq alone would wait for their end.

    psycopg2's own `wait_select` forgets the key when the statement ends just then.
    """
    asked: list[connection] = []

    def wait(session: connection) -> None:
        while True:
            try:
                if (state := session.poll()) == POLL_OK:
                    return
                files = [session.fileno()]
                select.select(files if state == POLL_READ else [], [] if state == POLL_READ else files, [])
            except KeyboardInterrupt:
                asked.append(session)
                session.cancel()

    set_wait_callback(wait)
    try:
        yield
    except errors.QueryCanceled as error:
        raise KeyboardInterrupt from error
    finally:
        set_wait_callback(None)
    if asked:
        raise KeyboardInterrupt
