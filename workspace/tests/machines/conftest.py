"""One copy of the checkout that all tests here share, in a folder with every odd sign that is accepted."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.checkouts import Checkout

ODD = "-a copy, of (x) & ü;!@+=~^|<>"


@pytest.fixture(scope="session")
def machine(ground: Path) -> Iterator[Checkout]:
    """Return a copy with the front end, without git."""
    copy = Checkout(ground / f"{ODD} {secrets.token_hex(3)}")
    copy.add_front_end()
    yield copy
    copy.stop_servers()
