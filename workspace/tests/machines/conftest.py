"""A copy of the checkout for all tests here, in a folder whose name has every special character allowed."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.checkouts import Checkout

SPECIAL_NAME = "-a copy, of (x) & ü;!@+=~^|<>"


@pytest.fixture(scope="session")
def machine(ground: Path) -> Iterator[Checkout]:
    """Return a copy with the front end, but without git."""
    copy = Checkout(ground / f"{SPECIAL_NAME} {secrets.token_hex(3)}")
    copy.add_front_end()
    yield copy
    copy.stop_servers()
