"""The product under a moderate load for a long time: no errors, and no process that grows.

``HEADSTART_SOAK_MINUTES=30 inv test.faults -- -s -k soak`` prints the memory of each container, from
the start of the load on, and in brackets how many processes it has.
"""

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import pytest

from tests.support.mail_sink import MailSink, mail_sink
from tests.support.polling import until
from tests.support.production_stack import Stack, run, run_stack

pytestmark = pytest.mark.faults

NAME = "headstart-soak"
SECONDS = float(os.environ.get("HEADSTART_SOAK_MINUTES", "1")) * 60
SAMPLES = 6
CLIENTS, RATE = 4, 5.0  # requests a second of each client
SERVICES = ("api", "api-2", "worker", "ui", "proxy", "backup", "db")
# Not the database, whose processes count the shared buffers that they have used.
STEADY = SERVICES[:-1]
MAX_GROWTH, TOLERANCE = 1.1, 10  # of the second half; in MB
UNFINISHED = "SELECT count(*) FROM jobs.procrastinate_jobs WHERE status IN ('todo', 'doing')"
BOOK = {"title": "The Tide Clerk", "isbn": "9780140328721", "price": "12.50", "published_on": "2020-01-31"}


@dataclass
class Clients:
    """What they sent, and what failed."""

    stack: Stack
    book: int
    requests: int = 0
    reports: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)

    def browse(self) -> None:
        """Request lists and records, and create some."""
        book = f"/api/books/{self.book}"
        paths = ("/api/books", "/api/authors?sort=-name", book, "/api/books?search=tide")
        while not self.is_over.is_set():
            for path in paths:
                self._send("GET", path)
            self._send("POST", "/api/authors", {"name": "Soak"})

    def order_reports(self) -> None:
        """Enqueue a job that sends a mail, once a second: each to another address, as they are limited."""
        while not self.is_over.wait(1):
            recipient = f"ada.{self.reports}@example.com"
            self._send("POST", "/api/price-reports", {"book_ids": [self.book], "recipient": recipient})
            self.reports += 1

    def _send(self, method: str, path: str, data: object = None) -> None:
        start = time.monotonic()
        try:
            result = str(self.stack.request(method, path, data).status)
        except OSError as error:
            result = type(error).__name__
        self.requests += 1
        if result not in {"200", "201"}:
            self.errors[f"{method} {path}: {result}"] += 1
        self.is_over.wait(max(0.0, start + 1 / RATE - time.monotonic()))


@pytest.fixture(scope="module")
def sink() -> Iterator[MailSink]:
    with mail_sink() as server:
        yield server


@pytest.fixture(scope="module")
def product(docker: str, sink: MailSink) -> Iterator[Stack]:
    # Docker does not always tell the gateway, which is this machine: it is the first address.
    subnet = run([docker, "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Subnet}}"])
    mail = {
        "SMTP_URL": f"smtp://{next(ip_network(subnet.strip()).hosts())}:{sink.server_address[1]}?starttls=off",
        "MAIL_FROM": "noreply@example.com",
        "PUBLIC_URL": "http://localhost",
    }
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as folder,
        run_stack(docker, Path(folder), NAME, **mail) as stack,
    ):
        yield stack


@contextmanager
def load(stack: Stack) -> Iterator[Clients]:
    """Send requests during the block."""
    author = stack.request("POST", "/api/authors", {"name": "Ada Holm"}).json()["id"]
    clients = Clients(stack, stack.request("POST", "/api/books", BOOK | {"author_id": author}).json()["id"])
    threads = [threading.Thread(target=clients.browse) for _ in range(CLIENTS)]
    threads.append(threading.Thread(target=clients.order_reports))
    for thread in threads:
        thread.start()
    try:
        yield clients
    finally:
        clients.is_over.set()
        for thread in threads:
            thread.join()


def memory(stack: Stack, service: str) -> tuple[int, int]:
    """Return the resident memory of a container's processes in MB, and their number."""
    lines = run([stack.docker, "top", f"{NAME}-{service}-1", "-eo", "pid,rss"]).splitlines()[1:]
    return sum(int(line.split()[1]) for line in lines) // 1024, len(lines)


def sample(stack: Stack) -> dict[str, tuple[int, int]]:
    """Return the memory of every container, and the connections of the API and the worker to the database."""
    connections = int(stack.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"))
    return {service: memory(stack, service) for service in SERVICES} | {"connections": (connections, 0)}


def test_a_soak_causes_no_errors_and_no_growth(product: Stack, sink: MailSink) -> None:
    samples = [sample(product)]
    with load(product) as clients:
        for _ in range(SAMPLES):
            clients.is_over.wait(SECONDS / SAMPLES)
            samples.append(sample(product))
    until(lambda: product.sql(UNFINISHED) == "0\n")

    sys.stdout.write(
        f"\n{SECONDS:.0f} s, {clients.requests} requests, errors {dict(clients.errors)}, "
        f"{clients.reports} jobs, {len(sink.mails)} mails\n"
    )
    for name in samples[0]:
        sys.stdout.write(
            f"| {name} | {' | '.join(f'{mb} ({n})' for mb, n in (each[name] for each in samples))} |\n"
        )
    assert not clients.errors
    assert len(sink.mails) == clients.reports
    assert not product.sql("SELECT id FROM jobs.procrastinate_jobs WHERE status = 'failed'")
    for service in STEADY:
        assert samples[-1][service][0] <= samples[SAMPLES // 2][service][0] * MAX_GROWTH + TOLERANCE, service
