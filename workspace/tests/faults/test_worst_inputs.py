"""Requests that are expensive to process."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.test_containers import inspect, worker_pids
from tests.support.production_stack import NAME, Stack, run

pytestmark = pytest.mark.faults

CONNECTIONS = 16
DURATION = 60  # seconds
SMALL, LARGE = 65_000, 2**20


def names(size: int) -> bytes:
    return json.dumps({f"{i:x}": 1 for i in range(size // 12)}).encode()


POST = {
    "many names": names(SMALL),
    "many names, over the limit": names(LARGE),
    "depth": b"[" * SMALL,
    "many objects": b"[" + b"{}," * (SMALL // 3 - 1) + b"{}]",
    "escapes": b'{"name":"' + b"\\u0041" * (SMALL // 6) + b'"}',
    "a long number": b'{"name":' + b"9" * SMALL + b"}",
}
GET = {
    "many parameters": "/api/books?" + "&".join(f"{i:x}=1" for i in range(5_000)),
    "a search that matches everything": "/api/books?search=.,.,.,&sort=price",
    "a long search": "/api/books?search=" + "%F0%9F%98%80" * 4_000,
}


def test_expensive_requests_do_not_crash_the_containers(stack: Stack) -> None:
    containers = [f"{NAME}-{service}-1" for service in ("api", "api-2", "proxy")]
    before = [inspect(stack, container)["State"]["StartedAt"] for container in containers]
    deadline = time.monotonic() + DURATION

    def attack(connection: int) -> set[int]:
        statuses = set()
        while time.monotonic() < deadline:
            for body in POST.values():
                statuses.add(stack.request("POST", "/api/authors", body).status)
            for path in GET.values():
                statuses.add(stack.request("GET", path).status)
        return statuses

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        statuses = set().union(*clients.map(attack, range(CONNECTIONS)))

    assert statuses <= {200, 400, 413, 414, 422, 431}
    after = [inspect(stack, container)["State"] for container in containers]
    assert [state["StartedAt"] for state in after] == before
    assert not any(state["OOMKilled"] for state in after)


REPEATS, MAX_RATIO, MAX_GROWTH = 300, 10, 20  # MiB
TICKS = 100  # in a second of processor time, in Linux's /proc


def cost(stack: Stack) -> tuple[float, float]:
    """Return the seconds of processor time that API and database used, and the peak MiB of the API."""
    statistics = stack.compose("exec", "-T", "db", "sh", "-c", "cat /proc/[0-9]*/stat")
    peak = 0.0
    for container in (f"{NAME}-api-1", f"{NAME}-api-2-1"):
        for pid in worker_pids(stack, container):
            files = f"cat /proc/{pid}/stat /proc/{pid}/status"
            output = run([stack.docker, "exec", container, "sh", "-c", files])
            statistics += output.splitlines(keepends=True)[0]
            peak += int(output.partition("VmHWM:")[2].split()[0]) / 1024
    fields = [line.rpartition(")")[2].split() for line in statistics.splitlines()]
    return sum(int(user) + int(system) for *_, user, system in (each[:13] for each in fields)) / TICKS, peak


def test_no_request_costs_much_more_than_an_average_one_of_its_route(stack: Stack) -> None:
    posts: dict[str, object] = {"average": {"name": "Cost", "biography": "x" * 500}, **POST}
    gets = {"average": "/api/books?search=island&sort=price", **GET}
    requests = [("POST", kind, "/api/authors", data) for kind, data in posts.items()]
    requests += [("GET", kind, path, None) for kind, path in gets.items()]
    average: dict[str, float] = {}
    rows = []
    for method, kind, path, data in requests:
        stack.request(method, path, data)  # the first one may load code
        before = cost(stack)
        for _ in range(REPEATS):
            stack.request(method, path, data)
        after = cost(stack)
        milliseconds = (after[0] - before[0]) / REPEATS * 1000
        ratio = milliseconds / average.setdefault(method, milliseconds)
        rows.append((method, kind, milliseconds, ratio, after[1] - before[1]))
        sys.stdout.write(
            f"\n| {method} | {kind} | {milliseconds:.2f} ms | {ratio:.1f} | {after[1] - before[1]:+.1f} MiB |"
        )
    stack.sql("DELETE FROM authors WHERE name = 'Cost'")

    assert all(ratio <= MAX_RATIO and growth <= MAX_GROWTH for *_, ratio, growth in rows), rows


@pytest.mark.parametrize("body", POST.values(), ids=POST)
def test_responses_to_expensive_requests_are_small(stack: Stack, body: bytes) -> None:
    assert len(stack.request("POST", "/api/authors", body).body) < 10_000
