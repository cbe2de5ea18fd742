"""No acknowledged write is lost in any fault, and the service recovers by itself.

Each test prints a line of a table: run it with ``inv test.faults -- -s -k no_acknowledged``.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from tests.faults.test_containers import inspect, worker_pids
from tests.faults.test_slow_clients import HEAD
from tests.faults.test_worst_inputs import GET, POST
from tests.support.polling import until
from tests.support.production_stack import NAME, Stack, run

pytestmark = pytest.mark.faults

WRITERS = 8
SHORT, LONG = 10, 15  # seconds
DATABASE = f"{NAME}-db-1"


@dataclass
class Load:
    """Clients that write all the time, and what became of their requests."""

    stack: Stack
    acknowledged: dict[str, float] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)

    def write(self, writer: int) -> None:
        """Write records until the end."""
        number = 0
        while not self.is_over.is_set():
            number += 1
            name = f"fault {writer} {number}"
            try:
                status = self.stack.request("POST", "/api/authors", {"name": name}).status
            except OSError as error:
                self.errors[type(error).__name__] += 1
                continue
            if status == 201:
                self.acknowledged[name] = time.monotonic()
            else:
                self.errors[str(status)] += 1

    def lost(self) -> set[str]:
        """Return the acknowledged writes that are not in the database."""
        stored = self.stack.sql("SELECT name FROM authors WHERE name LIKE 'fault %'")
        return self.acknowledged.keys() - set(stored.splitlines())

    def longest_gap(self) -> float:
        """Return the longest time between two successful writes in seconds."""
        times = sorted(self.acknowledged.values())
        return max(after - before for before, after in pairwise(times))


@contextmanager
def load(stack: Stack) -> Iterator[Load]:
    """Write during the block, and until writes succeed again after it."""
    running = Load(stack)
    threads = [threading.Thread(target=running.write, args=[n]) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(running.acknowledged) > WRITERS)
        yield running
        count = len(running.acknowledged)
        until(lambda: len(running.acknowledged) > count + 10 * WRITERS)
    finally:
        running.is_over.set()
        for thread in threads:
            thread.join()


def docker(stack: Stack, *args: str) -> None:
    run([stack.docker, *args])


def kill_a_worker(stack: Stack) -> None:
    container = f"{NAME}-api-1"
    docker(
        stack,
        "exec",
        container,
        "python",
        "-c",
        f"import os; os.kill({min(worker_pids(stack, container))}, 9)",
    )


def kill_a_database_process(stack: Stack) -> None:
    script = (
        "kill -9 $(grep -l '^postgres: owner\\|^postgres: app' /proc/[0-9]*/cmdline | cut -d/ -f3 | head -1)"
    )
    docker(stack, "exec", "--user", "postgres", DATABASE, "sh", "-c", script)


def kill_the_database(stack: Stack) -> None:
    docker(stack, "kill", DATABASE)
    docker(stack, "start", DATABASE)


def pause_the_database(stack: Stack) -> None:
    docker(stack, "pause", DATABASE)
    time.sleep(SHORT)
    docker(stack, "unpause", DATABASE)


def lose_the_network(stack: Stack) -> None:
    docker(stack, "network", "disconnect", f"{NAME}_inside", DATABASE)
    time.sleep(LONG)
    docker(stack, "network", "connect", "--alias", "db", f"{NAME}_inside", DATABASE)


def restart_the_api(stack: Stack) -> None:
    for service in ("api", "api-2"):
        container = f"{NAME}-{service}-1"
        docker(stack, "restart", "--time", "40", container)
        wait_until_healthy(stack, container)


def wait_until_healthy(stack: Stack, container: str) -> None:
    until(lambda: inspect(stack, container)["State"]["Health"]["Status"] == "healthy")


def restart_the_database(stack: Stack) -> None:
    docker(stack, "restart", DATABASE)


def send_slow_bodies(stack: Stack) -> None:
    with ExitStack() as connections:
        for _ in range(32):
            opened = connections.enter_context(stack.connect())
            opened.sendall(HEAD + b'Content-Length: 100\r\n\r\n{"na')
        time.sleep(SHORT)


def send_worst_inputs(stack: Stack) -> None:
    deadline = time.monotonic() + SHORT

    def attack() -> None:
        while time.monotonic() < deadline:
            for body in POST.values():
                stack.request("POST", "/api/authors", body)
            for path in GET.values():
                stack.request("GET", path)

    threads = [threading.Thread(target=attack) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# For each event, how many seconds without a successful write are acceptable.
EVENTS: dict[Callable[[Stack], None], float] = {
    restart_the_api: 5,
    kill_a_worker: 5,
    kill_a_database_process: 15,
    kill_the_database: 30,
    restart_the_database: 30,
    pause_the_database: SHORT + 10,
    lose_the_network: LONG + 20,
    send_slow_bodies: 5,
    send_worst_inputs: 10,
}


@pytest.mark.parametrize(
    ("event", "max_gap"), EVENTS.items(), ids=lambda each: getattr(each, "__name__", None)
)
def test_no_acknowledged_write_is_lost(
    stack: Stack, event: Callable[[Stack], None], max_gap: float, request: pytest.FixtureRequest
) -> None:
    try:
        with load(stack) as running:
            event(stack)
        lost, gap = running.lost(), running.longest_gap()
    finally:
        stack.sql("DELETE FROM authors WHERE name LIKE 'fault %'")
    sys.stdout.write(
        f"\n| {request.node.callspec.id} | errors {dict(running.errors)} | longest gap {gap:.1f} s "
        f"| lost {len(lost)} of {len(running.acknowledged)} |\n"
    )
    assert not lost
    assert gap <= max_gap
