"""Runs a load, from the connection to the clean-up."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from multiprocessing.connection import Connection

import psycopg2
from psycopg2.extensions import connection

from headstart.devdb.bulk.loading import Order, load, vacuum
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.workers import workers

CHECK_INTERVAL = 0.2  # seconds

ShouldStop = Callable[[], bool]


def run(order: Order, progress: Progress, should_stop: ShouldStop) -> None:
    """Store the rows of an order.

    Args:
        order: the number of rows for each table.
        progress: shows the progress.
        should_stop: called regularly; returns whether to roll back.

    Raises:
        KeyboardInterrupt: it was interrupted, and nothing was stored.
        SeedError: the rows cannot be generated.
        psycopg2.Error: the database reported an error, or the connection was lost.
    """
    with workers(order.rows, order.processes) as pipes, closing(connect()) as database:
        try:
            _load(database, order, pipes, progress, should_stop)
        finally:
            # Rows that were rolled back take space, too. The result is final at this point.
            with suppress(psycopg2.Error):
                database.rollback()
                vacuum(database, order.counts)


def connect() -> connection:
    """Connect to the database in DATABASE_URL."""
    return psycopg2.connect(os.environ["DATABASE_URL"])


def _load(
    database: connection,
    order: Order,
    pipes: Sequence[Connection],
    progress: Progress,
    should_stop: ShouldStop,
) -> None:
    """Load in a thread, as signals do not interrupt waiting for PostgreSQL."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        loading = thread.submit(load, database, order, pipes, progress)
        while not wait([loading], timeout=CHECK_INTERVAL).done:
            if should_stop():
                database.cancel()  # repeatedly, as it has no effect between statements
    if loading.exception() and should_stop():
        raise KeyboardInterrupt
    loading.result()
