"""A load from its connection to its end, whatever that is."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from typing import cast

import psycopg2
from psycopg2.extensions import connection
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from app.config import DatabaseSettings, load_settings
from seeds.bulk.loading import Order, load, tidy
from seeds.bulk.progress import Progress
from seeds.bulk.workers import workers

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
        SettingsError: DATABASE_URL is missing or wrong.
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
    """Connect to the database that the settings name."""
    engine = create_engine(load_settings(DatabaseSettings).sqlalchemy_url, poolclass=NullPool)
    pooled = engine.raw_connection()
    connected = cast("connection", pooled.driver_connection)
    pooled.detach()
    return connected


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
