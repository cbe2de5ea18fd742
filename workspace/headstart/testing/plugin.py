"""The pytest plugin of the back end's tests: it provides databases and chooses the number of processes.

``pyproject.toml`` loads it with ``-p headstart.testing.plugin``.
"""

from collections.abc import Iterator

import pytest

from headstart.core import environment
from headstart.testing import worker_databases
from headstart.testing.workers import pytest_configure, pytest_xdist_auto_num_workers

__all__ = ["pytest_configure", "pytest_xdist_auto_num_workers"]

environment.neutralize()


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """Return the address of a migrated database that the tests of this process share."""
    with worker_databases.test_database("main" if worker_id == "master" else worker_id) as url:
        yield url


@pytest.fixture
def own_database() -> Iterator[str]:
    """Return the address of a migrated database for one test, which may commit."""
    with worker_databases.own_database() as url:
        yield url
