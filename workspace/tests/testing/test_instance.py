"""An instance of the application: it runs, obeys commands, and stops."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.postgres import databases
from headstart.postgres.urls import with_database
from headstart.running import application
from headstart.setup import node_packages
from headstart.testing import instance, worker_databases
from tests.support.checksums import checksums
from tests.support.instance_process import InstanceProcess
from tests.support.polling import until
from tests.support.tables import make_tables

HEALTH = "/api/health/ready"


@pytest.fixture(scope="module")
def running(templated: str, ground: Path) -> Iterator[InstanceProcess]:
    """Return an instance that answers."""
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    process = InstanceProcess(templated, ground / "instance")
    yield process
    process.stop()


@pytest.fixture
def other(running: InstanceProcess, templated: str, state: Path) -> InstanceProcess:
    """Return another instance, to be stopped by the test."""
    assert running.process.poll() is None
    return InstanceProcess(templated, state)


def test_it_serves_the_build(running: InstanceProcess) -> None:
    with urllib.request.urlopen(running.ui) as answer:  # noqa: S310 - an address of this machine
        assert answer.read() == b"<title>built</title>"


def test_renewal_reverts_changes(running: InstanceProcess, templated: str) -> None:
    url = with_database(templated, running.database)
    before = checksums(url)
    make_tables(url, authors=1)
    assert checksums(url) != before
    assert running.send("renew") == {}
    assert checksums(url) == before


def test_the_api_stops_and_starts(running: InstanceProcess) -> None:
    assert running.send("stop") == {}
    assert not application.answers(f"{running.api}{HEALTH}")
    assert application.answers(running.ui)
    assert running.send("start") == {}
    assert application.answers(f"{running.ui}{HEALTH}")


def test_statements_are_executed_and_mails_are_listed_until_the_data_is_renewed(
    running: InstanceProcess,
) -> None:
    assert running.send("mails") == {"mails": []}
    statement = (
        "INSERT INTO mails (recipient, recipient_name, subject, text, html, message_id) "
        "VALUES ('ada@example.com', '', 'Welcome', 'Hello', '', '1')"
    )
    assert running.send(f"execute {statement}") == {}
    mail = {"recipient": "ada@example.com", "subject": "Welcome", "text": "Hello"}
    assert running.send("mails") == {"mails": [mail]}
    # Also stops the worker, which uses the database.
    assert running.send("renew") == {}
    assert running.send("mails") == {"mails": []}


def test_nothing_is_left_after_the_end_of_its_input(other: InstanceProcess, templated: str) -> None:
    assert other.stop() == 0
    assert not application.answers(other.ui)
    assert not application.answers(f"{other.api}{HEALTH}")
    assert other.database not in databases_of(templated)


def test_nothing_is_left_after_a_kill(other: InstanceProcess, templated: str) -> None:
    other.process.kill()
    other.stop()
    until(lambda: not application.answers(other.ui))
    until(lambda: not application.answers(f"{other.api}{HEALTH}"))
    until(lambda: other.database not in databases_of(templated))


def test_an_api_that_does_not_start_is_reported() -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        process.wait()
        with pytest.raises(WorkspaceError, match=r"nothing answers at http://127\.0\.0\.1:1:"):
            instance.wait_until_answered("http://127.0.0.1:1", process)


def databases_of(url: str) -> set[str]:
    """Return all databases after another run has dropped unused ones."""
    with databases.maintenance(url) as server:
        worker_databases._drop_leftovers(server)
        server.execute("SELECT datname FROM pg_database")
        return {name for (name,) in server.fetchall()}
