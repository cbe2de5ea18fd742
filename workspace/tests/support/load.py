"""Clients that write and read all the time, while something happens to the product."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from tests.support.polling import until
from tests.support.production_stack import Response

PAUSE = 0.1  # seconds, after a failure
MORE_WRITES = 10  # of each writer, after the event


class Product(Protocol):
    """A running product whose requests belong to a session."""

    def request(self, method: str, path: str, data: object = None) -> Response:
        """Send a request."""

    def missing_authors(self, names: set[str]) -> set[str]:
        """Return those names that no author in the database has."""


@dataclass
class Load:
    """The clients, and what became of their requests."""

    product: Product
    id: str = field(default_factory=lambda: secrets.token_hex(3))
    acknowledged: dict[str, float] = field(default_factory=dict)
    pages: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)

    def run(self, writer: int) -> None:
        """Write records and open the page until the end."""
        number = 0
        while not self.is_over.is_set():
            number += 1
            name = f"fault {self.id} {writer} {number}"
            if self._send("POST", "/api/authors", {"name": name}):
                self.acknowledged[name] = time.monotonic()
            self.pages += self._send("GET", "/")

    def _send(self, method: str, path: str, data: object = None) -> bool:
        """Return whether a request succeeded; count why it did not."""
        try:
            status = self.product.request(method, path, data).status
        except OSError as error:
            reason = type(error).__name__
        else:
            if status in {200, 201}:
                return True
            reason = str(status)
        self.errors[reason] += 1
        self.is_over.wait(PAUSE)
        return False

    def lost(self) -> set[str]:
        """Return the acknowledged writes that are not in the database."""
        return self.product.missing_authors({*self.acknowledged})

    def longest_gap(self) -> float:
        """Return the longest time between two successful writes in seconds."""
        times = sorted(self.acknowledged.values())
        return max(after - before for before, after in pairwise(times))

    def __str__(self) -> str:
        return (
            f"{len(self.acknowledged) + self.pages + self.errors.total()} requests "
            f"| errors {self.errors.total()} {dict(self.errors)} | longest gap {self.longest_gap():.1f} s "
            f"| lost {len(self.lost())} of {len(self.acknowledged)}"
        )


@contextmanager
def load(product: Product, writers: int, seconds: float = 0) -> Iterator[Load]:
    """Send requests during the block, for some seconds at least, and until writes succeed again after it."""
    running = Load(product)
    threads = [threading.Thread(target=running.run, args=[n]) for n in range(writers)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(running.acknowledged) > writers)
        start = time.monotonic()
        yield running
        until(lambda: time.monotonic() > start + seconds)
        count = len(running.acknowledged)
        until(lambda: len(running.acknowledged) > count + MORE_WRITES * writers)
    finally:
        running.is_over.set()
        for thread in threads:
            thread.join()
