"""The application of an end-to-end test's worker: all of it runs, does as it is told, and ends."""

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
    found = InstanceProcess(templated, ground / "instance")
    yield found
    found.stop()


@pytest.fixture
def ending(running: InstanceProcess, templated: str, state: Path) -> InstanceProcess:
    """Return another one, for the test to end."""
    assert running.process.poll() is None
    return InstanceProcess(templated, state)


def test_it_serves_what_was_built(running: InstanceProcess) -> None:
    with urllib.request.urlopen(running.ui) as answer:  # noqa: S310 - an address of this machine
        assert answer.read() == b"<title>built</title>"


def test_what_was_changed_is_gone_after_a_renewal(running: InstanceProcess, templated: str) -> None:
    url = with_database(templated, running.database)
    before = checksums(url)
    make_tables(url, authors=1)
    assert checksums(url) != before
    assert running.send("renew") == {}
    assert checksums(url) == before


def test_the_api_goes_away_and_comes_back(running: InstanceProcess) -> None:
    assert running.send("stop") == {}
    assert not application.answers(f"{running.api}{HEALTH}")
    assert application.answers(running.ui)
    assert running.send("start") == {}
    assert application.answers(f"{running.ui}{HEALTH}")


def test_nothing_is_left_when_its_input_ends(ending: InstanceProcess, templated: str) -> None:
    assert ending.stop() == 0
    assert not application.answers(ending.ui)
    assert not application.answers(f"{ending.api}{HEALTH}")
    assert ending.database not in databases_of(templated)


def test_nothing_is_left_when_it_is_killed(ending: InstanceProcess, templated: str) -> None:
    ending.process.kill()
    ending.stop()
    until(lambda: not application.answers(ending.ui))
    until(lambda: not application.answers(f"{ending.api}{HEALTH}"))
    until(lambda: ending.database not in databases_of(templated))


def test_an_api_that_does_not_come_up_is_a_sentence() -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as ended:
        ended.wait()
        with pytest.raises(WorkspaceError, match=r"nothing answers at http://127\.0\.0\.1:1:"):
            instance.until_answered("http://127.0.0.1:1", ended)


def databases_of(url: str) -> set[str]:
    """Return the databases that there are after another run has dropped what nobody holds."""
    with databases.maintenance(url) as server:
        worker_databases._drop_leftovers(server)
        server.execute("SELECT datname FROM pg_database")
        return {name for (name,) in server.fetchall()}
