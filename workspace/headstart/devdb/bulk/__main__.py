"""``python -m headstart.devdb.bulk 1000000``: adds rows by the million to DATABASE_URL's database."""

import argparse
import os
import signal
import sys
import threading
import time

import psycopg2
from rich.console import Console

from headstart.devdb.bulk.errors import SeedError, sentence
from headstart.devdb.bulk.loading import Order
from headstart.devdb.bulk.plan import all_factories, counts
from headstart.devdb.bulk.progress import Progress
from headstart.devdb.bulk.running import Question, run

INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended


def main() -> None:
    """Store the rows and say how many; exit with a sentence if it cannot be done."""
    asked = _arguments()
    progress, began = Progress(Console(highlight=False)), time.monotonic()
    try:
        order = Order(counts(asked.rows, all_factories(), asked.table), asked.seed, asked.processes)
        run(order, progress, _interruptions(asked.parent))
    except SeedError as error:
        sys.exit(f"nothing was written: {error}")
    except psycopg2.Error as error:
        sys.exit(f"nothing was written: {sentence(error)}")
    except KeyboardInterrupt:
        progress.say("interrupted: nothing was written")
        sys.exit(INTERRUPTED)
    progress.say(summary(order, time.monotonic() - began))


def summary(order: Order, seconds: float) -> str:
    """Return one line that says what was added, and how soon."""
    added = ", ".join(f"{count:,} {table}" for table, count in order.counts.items())
    rate = order.rows / seconds
    return f"seeded {added} in {seconds:,.1f} s ({rate:,.0f} rows/s, indexes and statistics included)"


def _interruptions(parent: int | None) -> Question:
    """Listen from now on; return a function that says whether there was one."""
    heard = threading.Event()
    for number in INTERRUPTIONS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, lambda _number, _frame: heard.set())
    return lambda: heard.is_set() or parent not in {None, os.getppid()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m headstart.devdb.bulk", description=__doc__)
    parser.add_argument("rows", type=int, help="how many; of what they refer to there will be a tenth")
    parser.add_argument("--seed", default="1", help="any text: the same one makes the same rows")
    parser.add_argument(
        "--table", default="", help="the table to fill, instead of all that nothing refers to"
    )
    parser.add_argument("--processes", type=int, help="how many make rows, instead of one a core")
    parser.add_argument("--parent", type=int, help="a process whose end is an interruption")
    return parser.parse_args()


if __name__ == "__main__":
    main()
