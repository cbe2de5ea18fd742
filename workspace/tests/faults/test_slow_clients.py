"""Clients that send slow or incomplete requests."""

import json
import resource
import socket
from contextlib import ExitStack
from http.client import HTTPResponse

import pytest

from tests.faults.test_containers import inspect
from tests.faults.test_headers import PROBLEM
from tests.support.polling import until
from tests.support.production_stack import NAME, Stack

pytestmark = pytest.mark.faults

THREADS = 16  # of all workers together
HEAD = b"POST /api/authors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def signed_in(stack: Stack) -> bytes:
    """Return the beginning of a request with a session."""
    return HEAD + "".join(f"{name}: {value}\r\n" for name, value in stack.headers.items()).encode()


@pytest.mark.parametrize(
    "start",
    [
        HEAD + b'Content-Length: 100\r\n\r\n{"na',
        HEAD + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n',
        HEAD[:60],
    ],
    ids=["body", "chunk", "header"],
)
def test_unfinished_requests_do_not_block_others(stack: Stack, start: bytes) -> None:
    with ExitStack() as connections:
        for _ in range(2 * THREADS):
            connections.enter_context(stack.connect()).sendall(start)

        for _ in range(50):
            assert stack.request("GET", "/api/books", timeout=5).status == 200
            assert stack.request("GET", "/api/health/live", timeout=5).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b'Transfer-Encoding: chunked\r\n\r\n11\r\n{"name":"Broken"}\r\nZZZ\r\n',
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (2**20, b"a" * 2**20),
    ],
    ids=["broken chunk", "too large"],
)
def test_a_chunked_body_that_cannot_be_read_is_the_fault_of_the_client(stack: Stack, body: bytes) -> None:
    with stack.connect() as connection:
        connection.sendall(signed_in(stack) + body)
        response = HTTPResponse(connection)
        response.begin()
        problem = json.loads(response.read())
        # Nor is what is left of it the next request.
        assert connection.recv(1) == b""

    assert response.status in {400, 411, 413}
    assert (response.headers["Content-Type"], problem["status"]) == (PROBLEM, response.status)
    assert stack.sql("SELECT count(*) FROM authors WHERE name = 'Broken'") == "0\n"


@pytest.mark.parametrize(
    "body",
    [
        b'Transfer-Encoding: chunked\r\n\r\n11\r\n{"name":"Broken"}\r\n',
        b'Content-Length: 100\r\n\r\n{"name":"Broken"}',
    ],
    ids=["no last chunk", "shorter than its length"],
)
def test_the_body_of_a_client_that_is_gone_is_not_stored(stack: Stack, body: bytes) -> None:
    with stack.connect() as connection:
        connection.sendall(signed_in(stack) + body)
        connection.shutdown(1)
        response = connection.recv(1 << 16)

    assert b" 201 " not in response
    assert stack.sql("SELECT count(*) FROM authors WHERE name = 'Broken'") == "0\n"


def test_exports_that_nobody_reads_do_not_block_others(stack: Stack) -> None:
    # 10 MB, which no buffer holds.
    stack.sql(
        "INSERT INTO authors (name, biography) SELECT n, repeat('b', 5000) FROM generate_series(1, 2000) n"
    )
    try:
        with ExitStack() as connections:
            for _ in range(2 * THREADS):
                connection = connections.enter_context(stack.connect())
                connection.sendall(b"GET /api/authors/export HTTP/1.1\r\nHost: localhost\r\n\r\n")
            for _ in range(50):
                assert stack.request("GET", "/api/books", timeout=15).status == 200
        # The closed connections have freed their places.
        until(lambda: [stack.request("GET", "/api/books/export").status for _ in range(8)] == [200] * 8)
    finally:
        stack.sql("DELETE FROM authors WHERE biography LIKE 'bbb%'")


# Connects to the container's address, because Docker's forwarder of ports has limits, too.
@pytest.mark.enable_socket
@pytest.mark.parametrize("count", [3_000, 6_000], ids=["under the limit", "over the limit"])
def test_the_proxy_survives_thousands_of_slow_connections(stack: Stack, count: int) -> None:
    container = inspect(stack, f"{NAME}-proxy-1")
    address = container["NetworkSettings"]["Networks"][f"{NAME}_outside"]["IPAddress"]
    _, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    with ExitStack() as connections:
        for _ in range(count):
            connection = connections.enter_context(socket.create_connection((address, 80), timeout=60))
            connection.sendall(HEAD + b"Content-Length: 60000\r\n\r\n" + b"a" * 50_000)
        # Over the limit, it waits until the first ones have been closed.
        with socket.create_connection((address, 80), timeout=60) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b" 200 OK" in connection.recv(1000)

    state = inspect(stack, f"{NAME}-proxy-1")["State"]
    assert (state["StartedAt"], state["OOMKilled"]) == (container["State"]["StartedAt"], False)


def test_a_chunked_body_is_accepted_or_rejected_as_a_whole(stack: Stack) -> None:
    with stack.connect() as connection:
        connection.sendall(
            signed_in(stack) + b'Transfer-Encoding: chunked\r\n\r\n10\r\n{"name":"Whole"}\r\n0\r\n\r\n'
        )
        response = connection.recv(1 << 16)

    # Caddy before 2.9 forwards chunks, and the API requires a Content-Length.
    stored = stack.sql("DELETE FROM authors WHERE name = 'Whole' RETURNING name")
    assert (b" 201 " in response and "Whole" in stored) or (b" 411 " in response and "Whole" not in stored)
