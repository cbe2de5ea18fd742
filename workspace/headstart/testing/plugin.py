"""The pytest plugin of the back end's tests: it provides databases and chooses the number of processes.

``pyproject.toml`` loads it with ``-p headstart.testing.plugin``.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from headstart.core import environment
from headstart.postgres.application_role import application_url
from headstart.testing import worker_databases
from headstart.testing.workers import pytest_configure, pytest_xdist_auto_num_workers

if TYPE_CHECKING:
    from headstart.testing.replication import Machine

__all__ = ["pytest_configure", "pytest_xdist_auto_num_workers"]

environment.neutralize()


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """Return the application's address of a migrated database that the tests of this process share.

    As in production, it cannot change tables.
    """
    with worker_databases.test_database("main" if worker_id == "master" else worker_id) as url:
        yield application_url(url)


@pytest.fixture
def own_database() -> Iterator[str]:
    """Return its owner's address of a migrated database for one test, which may commit."""
    with worker_databases.own_database() as url:
        yield url


@pytest.fixture(scope="module")
def module_database() -> Iterator[str]:
    """Return its owner's address of a migrated database for the tests of one file, which may commit."""
    with worker_databases.own_database() as url:
        yield url


@pytest.fixture(scope="module")
def primary() -> Iterator["Machine"]:
    """Return a server of its own for the tests of one file, with a migrated database."""
    from headstart.testing import replication  # noqa: PLC0415 -- slow tests only

    if not replication.is_possible():
        pytest.skip("the programs of PostgreSQL are not installed")
    with replication.run_primary() as machine:
        yield machine


@pytest.fixture
def replica(primary: "Machine") -> Iterator["Machine"]:
    """Return a streaming replica of the primary for one test, which may stop, delay or promote it."""
    from headstart.testing import replication  # noqa: PLC0415 -- as above

    with replication.run_replica(primary) as machine:
        yield machine


@pytest.fixture
def run_migration() -> Callable[..., None]:
    """Return a function that runs one migration, wherever it is in the history.

    Its arguments: Alembic's settings, ``upgrade`` or ``downgrade``, and the revision.
    """
    # Alembic takes longer to import than everything else here.
    from headstart.migrations.rehearsal.stepwise import steps  # noqa: PLC0415

    return steps.run
