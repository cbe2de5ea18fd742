"""Requests that are expensive to process."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.test_containers import inspect
from tests.support.production_stack import NAME, Stack

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
    containers = [f"{NAME}-api-{i}" for i in (1, 2)] + [f"{NAME}-ui-1"]
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

    assert statuses <= {200, 400, 413, 422}
    after = [inspect(stack, container)["State"] for container in containers]
    assert [state["StartedAt"] for state in after] == before
    assert not any(state["OOMKilled"] for state in after)


@pytest.mark.parametrize("body", POST.values(), ids=POST)
def test_responses_to_expensive_requests_are_small(stack: Stack, body: bytes) -> None:
    assert len(stack.request("POST", "/api/authors", body).body) < 10_000
