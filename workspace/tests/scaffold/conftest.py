"""Fixtures: a copy of the project in which resources are created and dropped."""

from pathlib import Path

import pytest

from headstart.setup import node_packages
from tests.scaffold.projects import Project
from tests.support.checkouts import Checkout

FOLDER = Path(__file__).parent


@pytest.fixture
def project_copy(checkout: Checkout, migrated: str) -> Project:
    """Return a copy of the project with a migrated database of its own."""
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    return Project(checkout, migrated)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with these tests: they are the longest, and should not keep a single process busy at the end."""
    items.sort(key=lambda item: not item.path.is_relative_to(FOLDER))
