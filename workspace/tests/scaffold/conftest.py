"""Fixtures: a copy of the project in which resources are made and dropped."""

import pytest

from workspace import frontend
from workspace.tests.checkouts import Checkout
from workspace.tests.scaffold.projects import Project


@pytest.fixture
def copied(checkout: Checkout, migrated: str) -> Project:
    """Return a copy of the project with a migrated database of its own."""
    if not frontend.is_installed():
        pytest.skip("the front end's packages are not installed")
    return Project(checkout, migrated)
