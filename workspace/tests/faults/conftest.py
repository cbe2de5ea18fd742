"""Fixtures: the product as it runs in production."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.build import images
from tests.support.production_stack import Stack, run_stack


@pytest.fixture(scope="session")
def docker() -> str:
    """Return the path of the Docker program."""
    program = images.docker()
    if program is None:
        pytest.fail("Docker is not running: `inv test.faults` runs the production images")
    return program


@pytest.fixture(scope="session")
def stack(docker: str) -> Iterator[Stack]:
    """Run the product. Every test must restore its state."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, run_stack(docker, Path(folder)) as running:
        yield running
