"""Clients that do not finish their requests."""

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
def test_a_request_that_never_ends_holds_up_no_other(stack: Stack, start: bytes) -> None:
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
    ids=["broken chunk", "no last chunk", "shorter than announced"],
)
def test_an_incomplete_body_stores_nothing(stack: Stack, request_: bytes) -> None:
    with stack.connect() as connection:
        connection.sendall(request_)
        connection.shutdown(1)
        answer = connection.recv(1 << 16)

    assert b" 201 " not in answer
    assert stack.sql("SELECT count(*) FROM authors WHERE name = 'Broken'") == "0\n"


def test_a_complete_body_in_chunks_is_accepted_or_refused_as_a_whole(stack: Stack) -> None:
    with stack.connect() as connection:
        connection.sendall(HEAD + b'Transfer-Encoding: chunked\r\n\r\n10\r\n{"name":"Whole"}\r\n0\r\n\r\n')
        answer = connection.recv(1 << 16)

    # Caddy before 2.9 passes chunks on, and the API wants to know the length.
    stored = stack.sql("DELETE FROM authors WHERE name = 'Whole' RETURNING name")
    assert (b" 201 " in answer and "Whole" in stored) or (b" 411 " in answer and "Whole" not in stored)
