"""The pytest plugin of the back end's tests: databases of their own, and as many processes as pay off.

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
    """Return the address of this process's clone of the migrated template."""
    with worker_databases.test_database("main" if worker_id == "master" else worker_id) as url:
        yield url


@pytest.fixture
def own_database() -> Iterator[str]:
    """Return the address of a clone for this test alone, for one that really has to commit."""
    with worker_databases.own_database() as url:
        yield url
