"""A database that is gone without a word: nothing refuses a connection, nothing answers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.polling import until
from tests.support.production_stack import NAME, Answer, Stack, run

pytestmark = pytest.mark.faults

NETWORK, DATABASE = f"{NAME}_inside", f"{NAME}-db-1"
CONNECTIONS = 16  # one for each thread
PATIENCE = 60.0  # seconds; without a limit, requests would hang for a quarter of an hour


@pytest.fixture
def lost_database(stack: Stack) -> Iterator[None]:
    for _ in range(4 * CONNECTIONS):  # every worker has open connections
        stack.request("GET", "/api/books")
    run([stack.docker, "network", "disconnect", NETWORK, DATABASE])
    try:
        yield
    finally:
        run([stack.docker, "network", "connect", "--alias", "db", NETWORK, DATABASE])
        until(lambda: stack.request("GET", "/api/books").status == 200)


def test_requests_fail_and_do_not_hang_while_the_process_stays_alive(
    stack: Stack, lost_database: None
) -> None:
    def read(_: int) -> Answer:
        return stack.request("GET", "/api/books", timeout=PATIENCE)

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        answers = [clients.submit(read, i) for i in range(CONNECTIONS)]
        while not all(answer.done() for answer in answers):
            assert stack.request("GET", "/api/health/live", timeout=5).status == 200

    assert {answer.result().status for answer in answers} == {503}
    assert "cause=" in stack.compose("logs", "api")
