"""``python -m headstart.devdb.bulk 1000000``: adds many rows to the database in DATABASE_URL."""

import argparse
import os
import signal
import sys
import threading
import time

import psycopg2
from rich.console import Console

from headstart.devdb.bulk.errors import SeedError, describe
from headstart.devdb.bulk.loading import Order
from headstart.devdb.bulk.plan import all_factories, counts
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.runner import ShouldStop, run

INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130  # the exit code of a program interrupted by Ctrl-C


def main() -> None:
    """Store the rows and print a summary; exit with a message after a failure."""
    args = _arguments()
    progress, start = Progress(Console(highlight=False)), time.monotonic()
    try:
        order = Order(counts(args.rows, all_factories(), args.table), args.seed, args.processes)
        run(order, progress, _interruptions(args.parent))
    except SeedError as error:
        sys.exit(f"nothing was written: {error}")
    except psycopg2.Error as error:
        sys.exit(f"nothing was written: {describe(error)}")
    except KeyboardInterrupt:
        progress.say("interrupted: nothing was written")
        sys.exit(INTERRUPTED)
    progress.say(summary(order, time.monotonic() - start))


def summary(order: Order, seconds: float) -> str:
    """Return a line about the added rows and the time."""
    added = ", ".join(f"{count:,} {table}" for table, count in order.counts.items())
    rate = order.rows / seconds
    return f"seeded {added} in {seconds:,.1f} s ({rate:,.0f} rows/s, indexes and statistics included)"


def _interruptions(parent: int | None) -> ShouldStop:
    """Handle interruptions; return a function that tells whether there was one."""
    interrupted = threading.Event()
    for number in INTERRUPTIONS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as with nohup
            signal.signal(number, lambda _number, _frame: interrupted.set())
    return lambda: interrupted.is_set() or parent not in {None, os.getppid()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m headstart.devdb.bulk", description=__doc__)
    parser.add_argument("rows", type=int, help="the number of rows; tables that they refer to get a tenth")
    parser.add_argument("--seed", default="1", help="any text: the same text gives the same rows")
    parser.add_argument(
        "--table", default="", help="the table to fill, instead of every table that nothing refers to"
    )
    parser.add_argument(
        "--processes", type=int, help="the number of processes, by default one for each CPU core"
    )
    parser.add_argument("--parent", type=int, help="a process whose exit is an interruption")
    return parser.parse_args()


if __name__ == "__main__":
    main()
