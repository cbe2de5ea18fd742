"""Contents of the logs, which must not include submitted data."""

import json

import pytest

from tests.support.polling import until
from tests.support.production_stack import Stack

pytestmark = pytest.mark.faults

ISBN = "978-0-306-40615-7"


def test_the_database_log_contains_no_values(stack: Stack) -> None:
    author = stack.request("POST", "/api/authors", {"name": "Logged"}).json()["id"]
    book = {
        "title": "Hidden",
        "isbn": ISBN,
        "author_id": author,
        "price": "1",
        "published_on": "2020-01-01",
    }
    statuses = [stack.request("POST", "/api/books", book).status for _ in range(2)]

    assert statuses == [201, 409]
    until(lambda: "uq_books_isbn" in stack.compose("logs", "db"))
    log = stack.compose("logs", "db")
    assert "STATEMENT" not in log
    assert "Hidden" not in log
    assert ISBN.replace("-", "") not in log


def test_the_access_log_contains_the_client_and_request_id_but_no_query(stack: Stack) -> None:
    response = stack.request("GET", "/api/books?search=secret-title")
    request_id = response.headers["X-Request-ID"]

    until(lambda: request_id in stack.compose("logs", "proxy"))
    line = next(
        line for line in stack.compose("logs", "--no-log-prefix", "proxy").splitlines() if request_id in line
    )
    entry = json.loads(line)
    assert entry["resp_headers"]["X-Request-Id"] == [request_id]
    assert entry["status"] == 200
    assert entry["request"]["uri"] == "/api/books"
    assert entry["request"]["remote_ip"]
    assert "secret-title" not in stack.compose("logs")
    # While one container is busy, the proxy uses the other one.
    until(lambda: request_id in stack.compose("logs", "api", "api-2"))
    log = stack.compose("logs", "--no-log-prefix", "api", "api-2").splitlines()
    entry = json.loads(next(line for line in log if request_id in line))
    assert (entry["logger"], entry["request"], entry["status"]) == ("app.requests", request_id, 200)


def test_a_client_cannot_choose_its_request_id(stack: Stack) -> None:
    with stack.connect() as connection:
        request_id = b"11111111-1111-4111-8111-111111111111"
        head = b"GET /api/books HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: "
        connection.sendall(head + request_id + b"\r\n\r\n")
        assert request_id not in connection.recv(1 << 16)
