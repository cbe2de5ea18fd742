"""A load from its connection to its end, whatever that is."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from multiprocessing.connection import Connection

import psycopg2
from psycopg2.extensions import connection

from headstart.devdb.bulk.loading import Order, load, tidy
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.workers import workers

LOOK_EVERY = 0.2  # seconds

Question = Callable[[], bool]


def run(order: Order, progress: Progress, stopped: Question) -> None:
    """Store what was ordered.

    Args:
        order: how many rows of which tables.
        progress: where it is shown how far it is.
        stopped: asked now and then whether to undo it all.

    Raises:
        KeyboardInterrupt: it was stopped, and nothing was stored.
        SeedError: the rows cannot be made.
        psycopg2.Error: the database refuses, or is gone.
    """
    with workers(order.rows, order.processes) as pipes, closing(connect()) as database:
        try:
            _load(database, order, pipes, progress, stopped)
        finally:
            # Also what was undone takes room in the files. That the rows are stored or not is certain by now.
            with suppress(psycopg2.Error):
                database.rollback()
                tidy(database, order.counts)


def connect() -> connection:
    """Connect to the database that DATABASE_URL names."""
    return psycopg2.connect(os.environ["DATABASE_URL"])


def _load(
    database: connection, order: Order, pipes: Sequence[Connection], progress: Progress, stopped: Question
) -> None:
    """Load in a thread: one that waits for PostgreSQL is not woken by a signal."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        loading = thread.submit(load, database, order, pipes, progress)
        while not wait([loading], timeout=LOOK_EVERY).done:
            if stopped():
                database.cancel()  # again and again: between two statements there is nothing to cancel
    if loading.exception() and stopped():
        raise KeyboardInterrupt
    loading.result()
