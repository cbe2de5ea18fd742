"""No acknowledged write is lost in any fault, and the service recovers by itself.

Each test prints a line of a table: run it with ``inv test.faults -- -s -k no_acknowledged``.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.test_containers import inspect, worker_pids
from tests.faults.test_slow_clients import HEAD
from tests.faults.test_worst_inputs import GET, POST
from tests.support.load import load
from tests.support.polling import until
from tests.support.production_stack import NAME, Stack, run, run_stack

pytestmark = pytest.mark.faults

WRITERS = 16
SECONDS = 60  # of load, at least
SHORT, LONG = 10, 30  # seconds
DATABASE = f"{NAME}-db-1"
DATABASE_IMAGE = "postgres:18"
# It takes no gigabytes to fill this disk. The container `keeper` keeps it while the database is down.
SMALL_DISK = """
services:
  keeper:
    image: postgres:18
    entrypoint: [sleep, infinity]
    volumes: [database:/database]
volumes:
  database: { driver_opts: { type: tmpfs, device: tmpfs, o: size=512m } }
"""


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


def kill(stack: Stack, service: str) -> None:
    """Kill a container as the kernel does: Docker has to notice it, and starts the container again."""
    pid = inspect(stack, f"{NAME}-{service}-1")["State"]["Pid"]
    docker(stack, "run", "--rm", "--pid=host", DATABASE_IMAGE, "sh", "-c", f"kill -9 {pid}")


def kill_the_api(stack: Stack) -> None:
    kill(stack, "api")


def kill_both_apis(stack: Stack) -> None:
    kill(stack, "api")
    kill(stack, "api-2")


def kill_the_worker_container(stack: Stack) -> None:
    kill(stack, "worker")


def kill_the_ui(stack: Stack) -> None:
    kill(stack, "ui")


def kill_the_proxy(stack: Stack) -> None:
    kill(stack, "proxy")


def kill_the_backup(stack: Stack) -> None:
    kill(stack, "backup")


def kill_the_database(stack: Stack) -> None:
    kill(stack, "db")


def pause_the_database(stack: Stack) -> None:
    docker(stack, "pause", DATABASE)
    time.sleep(LONG)
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
    kill_the_api: 10,
    kill_both_apis: 30,
    kill_the_worker_container: 5,
    kill_the_ui: 5,
    kill_the_proxy: 15,
    kill_the_backup: 5,
    kill_a_database_process: 15,
    kill_the_database: 30,
    restart_the_database: 30,
    pause_the_database: LONG + 20,
    lose_the_network: LONG + 20,
    send_slow_bodies: 5,
    send_worst_inputs: 10,
}


@pytest.fixture(scope="module")
def small_disk(docker: str) -> Iterator[Stack]:
    """Run the product with little space for the database."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        (folder / "small-disk.yml").write_text(SMALL_DISK, "utf-8")
        files = os.pathsep.join(str(folder / each) for each in ("compose.production.yml", "small-disk.yml"))
        with run_stack(docker, folder, f"{NAME}-small", COMPOSE_FILE=files) as stack:
            yield stack


@pytest.mark.parametrize(
    ("event", "max_gap"), EVENTS.items(), ids=lambda each: getattr(each, "__name__", None)
)
def test_no_acknowledged_write_is_lost(
    stack: Stack, event: Callable[[Stack], None], max_gap: float, request: pytest.FixtureRequest
) -> None:
    check(stack, event, max_gap, request.node.callspec.id)


def test_no_acknowledged_write_is_lost_if_the_disk_is_full(small_disk: Stack) -> None:
    check(small_disk, fill_the_disk, LONG + 90, "fill_the_disk")


def fill_the_disk(stack: Stack) -> None:
    stack.compose("exec", "-T", "keeper", "sh", "-c", "cat /dev/zero >/database/filler 2>/dev/null || true")
    time.sleep(LONG)
    stack.compose("exec", "-T", "keeper", "rm", "/database/filler")


def check(stack: Stack, event: Callable[[Stack], None], max_gap: float, name: str) -> None:
    """Send requests during an event; print what became of them."""
    try:
        with load(stack, WRITERS, SECONDS) as running:
            event(stack)
        lost, report = running.lost(), str(running)
    finally:
        stack.sql("DELETE FROM authors WHERE name LIKE 'fault %'")
    sys.stdout.write(f"\n| {name} | {report} |\n")
    assert not lost
    assert running.longest_gap() <= max_gap
