"""A silent network failure: the database neither refuses connections nor responds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.polling import until
from tests.support.production_stack import NAME, Response, Stack, run

pytestmark = pytest.mark.faults

NETWORK, DATABASE = f"{NAME}_inside", f"{NAME}-db-1"
CONNECTIONS = 16  # one for each thread
TIMEOUT = 60.0  # seconds; without timeouts in the app, requests would hang for a quarter of an hour


@pytest.fixture
def disconnected_database(stack: Stack) -> Iterator[None]:
    for _ in range(4 * CONNECTIONS):  # every worker has open connections
        stack.request("GET", "/api/books")
    run([stack.docker, "network", "disconnect", NETWORK, DATABASE])
    try:
        yield
    finally:
        run([stack.docker, "network", "connect", "--alias", "db", NETWORK, DATABASE])
        until(lambda: stack.request("GET", "/api/books").status == 200)


def test_requests_fail_quickly_if_the_database_is_unreachable(
    stack: Stack, disconnected_database: None
) -> None:
    def read(_: int) -> Response:
        return stack.request("GET", "/api/books", timeout=TIMEOUT)

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        responses = [clients.submit(read, i) for i in range(CONNECTIONS)]
        while not all(response.done() for response in responses):
            assert stack.request("GET", "/api/health/live", timeout=5).status == 200

    assert {response.result().status for response in responses} == {503}
    assert "cause=" in stack.compose("logs", "api")
