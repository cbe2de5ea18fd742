"""Clients that send slow or incomplete requests."""

from contextlib import ExitStack

import pytest

from tests.support.production_stack import Stack

pytestmark = pytest.mark.faults

THREADS = 16  # of all workers together
HEAD = b"POST /api/authors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


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
    "request_",
    [
        HEAD + b'Transfer-Encoding: chunked\r\n\r\n11\r\n{"name":"Broken"}\r\nZZZ\r\n',
        HEAD + b'Transfer-Encoding: chunked\r\n\r\n11\r\n{"name":"Broken"}\r\n',
        HEAD + b'Content-Length: 100\r\n\r\n{"name":"Broken"}',
    ],
    ids=["broken chunk", "no last chunk", "shorter than its length"],
)
def test_an_incomplete_body_is_not_stored(stack: Stack, request_: bytes) -> None:
    with stack.connect() as connection:
        connection.sendall(request_)
        connection.shutdown(1)
        response = connection.recv(1 << 16)

    assert b" 201 " not in response
    assert stack.sql("SELECT count(*) FROM authors WHERE name = 'Broken'") == "0\n"


def test_a_chunked_body_is_accepted_or_rejected_as_a_whole(stack: Stack) -> None:
    with stack.connect() as connection:
        connection.sendall(HEAD + b'Transfer-Encoding: chunked\r\n\r\n10\r\n{"name":"Whole"}\r\n0\r\n\r\n')
        response = connection.recv(1 << 16)

    # Caddy before 2.9 forwards chunks, and the API requires a Content-Length.
    stored = stack.sql("DELETE FROM authors WHERE name = 'Whole' RETURNING name")
    assert (b" 201 " in response and "Whole" in stored) or (b" 411 " in response and "Whole" not in stored)
