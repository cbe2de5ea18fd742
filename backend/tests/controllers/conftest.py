"""Text formats that Schemathesis cannot generate from the OpenAPI document."""

from collections.abc import Callable, Mapping

import pytest

from factories.book import isbn


@pytest.fixture(scope="session")
def formats() -> Mapping[str, Callable[[int], str]]:
    """Return the generator of ISBNs."""
    return {"isbn-13": isbn}
