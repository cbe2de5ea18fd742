"""Fixtures: a copy of the project in which resources are made and dropped."""

import pytest

from headstart.setup import node_packages
from tests.scaffold.projects import Project
from tests.support.checkouts import Checkout


@pytest.fixture
def copied(checkout: Checkout, migrated: str) -> Project:
    """Return a copy of the project with a migrated database of its own."""
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    return Project(checkout, migrated)
